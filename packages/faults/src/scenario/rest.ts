import { setTimeout as sleep } from "node:timers/promises";
import type { Evidence } from "../evidence/evidence.ts";
import { drained, nothingOpen } from "../invariants/rest.ts";
import { queueNames } from "../world/aws.ts";
import type { QueueName } from "../world/storeClient.ts";
import { gather } from "./gather.ts";
import type { Stage } from "./stage.ts";

/** Milliseconds between two looks. */
const LOOK_MS = 500;
/** Milliseconds that healing may take in all. */
const LONGEST_MS = 5 * 60_000;

/**
 * Waits until nothing is open and everything was told, and does meanwhile what operations would: redrives dead
 * letters, and discards those that nobody can process. Gives up where nothing at all has changed for `stillSeconds`;
 * the invariants then say what is left. False: it gave up.
 */
export async function rest(stage: Stage, stillSeconds: number): Promise<boolean> {
  const ending = performance.now() + LONGEST_MS;
  let state = "";
  let changed = performance.now();
  while (!stage.over.aborted && performance.now() < ending) {
    // The store may still be on its way up, or its database: then there is nothing to see.
    const evidence = await gather(stage).catch(() => undefined);
    if (evidence && isAtRest(evidence)) return true;
    const now = evidence ? outline(evidence) : state;
    if (now !== state) changed = performance.now();
    state = now;
    if (performance.now() - changed > stillSeconds * 1000) return false;
    await sleep(LOOK_MS);
    await clearDeadLetters(stage).catch(() => {});
  }
  return false;
}

function isAtRest(evidence: Evidence): boolean {
  // An intent without a key is swept in the end, and takes nothing until then; but in the surge lane it is decided.
  const orders = evidence.orders.filter(({ status, lane }) => status !== "pending" || lane === "surge");
  const decided = { ...evidence, orders };
  return nothingOpen(decided) === undefined && drained(decided) === undefined;
}

/** Something that differs where anything was done. */
const outline = ({ outbox, feed, steps, movements, orders, posts, queues }: Evidence) =>
  JSON.stringify([
    [outbox, feed, steps, movements, orders, posts].map(({ length }) => length),
    orders.filter(({ status }) => status === "pending").length,
    [outbox, orders].map((rows) => rows.filter((row) => ("sent" in row ? row.sent : row.announced)).length),
    queues.map(({ visible, inFlight, deadLetters }) => [visible + inFlight, deadLetters]),
  ]);

async function clearDeadLetters(stage: Stage): Promise<void> {
  const queues = await stage.store.queues();
  const filled = new Set(queues.filter(({ deadLetters }) => deadLetters > 0).map(({ name }) => name));
  for (const queue of queueNames) if (filled.has(queue)) await clear(stage, queue);
}

async function clear({ store, poison }: Stage, queue: QueueName): Promise<void> {
  const letters = await store.deadLetters(queue);
  const isPoison = (event: unknown) => poison.some((id) => JSON.stringify(event).includes(id));
  const curable = letters.filter(({ event }) => !isPoison(event)).map(({ id }) => id);
  if (curable.length > 0) await store.redrive(queue, curable);
  else if (letters.length > 0) await store.purge(queue);
}
