import type { InferResponseType } from "hono/client";
import { keep, kept } from "../../kit/kept.ts";
import { type Api, ask } from "../api.ts";

type Route = Api["ops"]["faults"];
export type Faults = InferResponseType<Route["$get"], 200>;

const KEY = "donut-states.faults-before-the-tour";

const parts: Record<keyof Faults, unknown> = { factory: "", topic: "" };

function isFaults(value: unknown): value is Faults {
  return typeof value === "object" && value !== null && Object.keys(parts).every((part) => part in value);
}

/** What the switches stood at before a tour that has not put them back; also one that ended with its page. */
function remembered(): Faults | undefined {
  try {
    const value: unknown = JSON.parse(kept(KEY, "session") ?? "null");
    return isFaults(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Without storage a tour that ends with its page leaves the switches as they are. */
const remember = (faults: Faults | null) => keep(KEY, faults && JSON.stringify(faults), "session");

/** The fault switches of a tour: works from a store in which everything works, and puts back what it found. */
export function createSwitches({ ops }: Pick<Api, "ops">) {
  const set = (json: Partial<Faults>) => ask(ops.faults.$patch({ json }));

  /** Keeps how the switches stand and lets everything work. False where there are none, or no answer. */
  async function begin(): Promise<boolean> {
    const now = await ask(ops.faults.$get());
    if (!now.ok) return false;
    remember(now.value);
    return (await set({ factory: "none", topic: "none" })).ok;
  }

  /** Puts the switches back, if a tour has moved them. */
  async function restore(): Promise<void> {
    const before = remembered();
    if (before && (await set(before)).ok) remember(null);
  }

  return { set, begin, restore };
}
