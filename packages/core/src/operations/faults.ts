import * as v from "valibot";
import { config } from "../config.ts";
import { DomainError } from "../error.ts";
import type { Faults, FaultsChange } from "./faults.schema.ts";

/** Milliseconds in which a simulated part must answer. */
const WITHIN_MS = 3_000;
/** How much later than asked a slow factory answers, in milliseconds: later than its callers wait. */
const SLOW_MS = 6_000;

/** What the simulated factory calls each fault, with its setting. */
const ofFactory = {
  down: { down: {} },
  error: { error500: {} },
  slow: { slow: { ms: SLOW_MS } },
  silent: { silent: {} },
  duplicate: { duplicate: {} },
  early: { early: {} },
  wrong_count: { wrongCount: {} },
} as const;

/** The same of the local broker. */
const ofTopic = { refuse: { refuse: {} } } as const;

/** The fault that is on at each simulated part. Throws `not_simulated` where every part is real. */
export async function readFaults(): Promise<Faults> {
  const { factory, topic } = simulated();
  const [settings, broker] = await Promise.all([factory && call(factory), topic && call(topic)]);
  return {
    factory: settings ? nameOf(ofFactory, settings) : "none",
    topic: broker ? nameOf(ofTopic, broker) : "none",
  };
}

/** Switches the parts that are named, and returns what holds then. Throws as above, or where a part does not answer. */
export async function switchFaults(change: FaultsChange): Promise<Faults> {
  const { factory, topic } = simulated();
  if (factory && change.factory)
    await call(factory, change.factory === "none" ? {} : ofFactory[change.factory]);
  if (topic && change.topic) await call(topic, change.topic === "none" ? {} : ofTopic[change.topic]);
  return readFaults();
}

function simulated() {
  const parts = config.simulated();
  if (parts.factory || parts.topic) return parts;
  throw new DomainError("not_simulated", "Every part of this store is real: there is no fault to switch");
}

const Switches = v.record(v.string(), v.unknown());

/** The first fault whose switch is on. */
function nameOf<N extends string>(faults: Record<N, object>, settings: Record<string, unknown>): N | "none" {
  const names = Object.keys(faults) as N[]; // Object.keys forgets the literal keys
  return names.find((name) => Object.keys(faults[name]).some((key) => settings[key] != null)) ?? "none";
}

/** Asks a simulated part for its switches, or sets them all. */
async function call(baseUrl: string, settings?: object): Promise<Record<string, unknown>> {
  const request = settings
    ? { method: "PUT", body: JSON.stringify(settings), headers: { "content-type": "application/json" } }
    : {};
  const response = await fetch(new URL("/faults", baseUrl), {
    ...request,
    signal: AbortSignal.timeout(WITHIN_MS),
  });
  if (!response.ok) throw new Error(`The simulated part answered ${response.status} to its fault switches`);
  return v.parse(Switches, await response.json());
}
