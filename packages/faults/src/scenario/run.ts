import { setTimeout as sleep } from "node:timers/promises";
import { connect } from "@donut-states/core/db/client";
import { sweepIntents } from "@donut-states/core/order/sweep";
import { startGateway } from "@donut-states/gateway/gateway";
import { fillShelves } from "../crowd/shelves.ts";
import { recordHistory } from "../evidence/history.ts";
import { judge, type Violation } from "../invariants/invariants.ts";
import { createRandom } from "../random.ts";
import { DATABASE } from "../world/database.ts";
import { gather } from "./gather.ts";
import { rest } from "./rest.ts";
import type { Scenario } from "./scenario.ts";
import { openStage, type Stage } from "./stage.ts";

/** Milliseconds that a fault may still take when everybody has bought what they wanted. */
const GRACE_MS = 15_000;

/** How it went: what was done, and what does not hold. */
export interface Outcome {
  sold: number;
  refused: number;
  unknown: number;
  restocks: number;
  posts: number;
  kills: number;
  seconds: number;
  violations: Violation[];
  /** What failed in the suite or the store itself, if anything did. */
  failure: string | undefined;
  /** What the store printed. */
  printed: readonly string[];
}

export interface RunOptions {
  sales: number;
  /** Seconds without any change after which what is still open counts as lost. */
  stillSeconds: number;
  signal: AbortSignal;
}

/**
 * Plays a scenario on a store of its own, lets it heal, and judges. Rejects where nothing could be judged, and at once
 * when the signal says so; nothing is left running either way.
 */
export async function run(scenario: Scenario, options: RunOptions): Promise<Outcome> {
  const { signal } = options;
  signal.throwIfAborted();
  const stage = await openStage(createRandom(scenario.seed), scenario.settings, signal);
  try {
    return await Promise.race([play(stage, scenario, options), interruption(stage.over)]);
  } finally {
    await stage.stop();
  }
}

const interruption = (over: AbortSignal) =>
  new Promise<never>((_, reject) => {
    over.addEventListener("abort", () => reject(new Error("interrupted")));
    if (over.aborted) reject(new Error("interrupted"));
  });

async function play(stage: Stage, scenario: Scenario, { sales, stillSeconds }: RunOptions): Promise<Outcome> {
  const started = performance.now();
  await prepare(stage, scenario);
  const unstruck = await burst(stage, scenario, sales);
  const missed = await heal(stage);
  const rested = await rest(stage, stillSeconds);
  await stage.crowd.settle();
  await sweep(stage);
  // Who settled may have bought something; what is stuck stays stuck.
  if (rested) await rest(stage, stillSeconds);
  return conclude(stage, unstruck ?? missed, started);
}

async function prepare(
  { database, store, crowd, initial }: Stage,
  { settings: { lane = "normal" } }: Scenario,
): Promise<void> {
  await recordHistory(database.pool);
  for (const { sku, stock } of await store.products()) initial.set(sku, stock);
  await fillShelves(store, crowd.book, lane);
}

/** Everybody buys while everything goes wrong. Returns what failed about the faults themselves. */
async function burst(stage: Stage, { faults }: Scenario, sales: number): Promise<string | undefined> {
  const striking = Promise.all(faults.map((fault) => fault.strike(stage))).then(
    () => undefined,
    (error: unknown) => String(error),
  );
  await stage.crowd.buy(sales, striking);
  const unstruck = "A fault never found its moment";
  return Promise.race([striking, sleep(GRACE_MS, unstruck, { ref: false })]);
}

/** Switches every fault off and starts whatever is down. Returns which moments never came, if any did not. */
async function heal({ company, proxy, database, store, operator }: Stage): Promise<string | undefined> {
  company.calm();
  proxy.admit();
  database.resume();
  store.resume();
  await operator.allUp();
  await store.brokerFaults({ refuse: null, refuseOrders: null });
  try {
    proxy.disarm();
    return undefined;
  } catch (error) {
    return String(error);
  }
}

/** Intents without a key that nobody decided: the store's own sweeper clears them after five minutes, and here at once. */
async function sweep({ database }: Stage): Promise<void> {
  const server = { host: "127.0.0.1", port: 0, user: "root", socketPath: database.socketPath };
  const gateway = await startGateway({ server, database: DATABASE });
  try {
    await sweepIntents(connect(gateway.url), 0);
  } finally {
    await gateway.stop();
  }
}

async function conclude(stage: Stage, failure: string | undefined, started: number): Promise<Outcome> {
  const evidence = await gather(stage);
  const { book } = stage.crowd;
  return {
    sold: book.count("sale", "done"),
    refused: book.count("sale", "refused"),
    unknown: book.unknownAnswers,
    restocks: evidence.restocks.length,
    posts: evidence.posts.length,
    kills: stage.operator.kills,
    seconds: (performance.now() - started) / 1000,
    violations: judge(evidence),
    failure: failure ?? stage.store.failure,
    printed: stage.store.printed,
  };
}
