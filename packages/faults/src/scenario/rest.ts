import { setTimeout as sleep } from "node:timers/promises";
import { drained, nothingOpen } from "../invariants/rest.ts";
import { queueNames } from "../world/aws.ts";
import type { QueueName } from "../world/storeClient.ts";
import { gather } from "./gather.ts";
import type { Stage } from "./stage.ts";

/** Milliseconds between two looks. */
const LOOK_MS = 500;

/**
 * Waits until nothing is open and everything was told, and does meanwhile what operations would: redrives dead
 * letters, and discards those that nobody can process. Gives up after `patienceMs`; the invariants then say what is left.
 */
export async function rest(stage: Stage, patienceMs: number, signal: AbortSignal): Promise<void> {
  const ending = performance.now() + patienceMs;
  while (performance.now() < ending && !signal.aborted) {
    // The store may still be on its way up, or the database: then there is no rest.
    if (await isAtRest(stage).catch(() => false)) return;
    await sleep(LOOK_MS);
    await clearDeadLetters(stage).catch(() => {});
  }
}

async function isAtRest(stage: Stage): Promise<boolean> {
  const evidence = await gather(stage);
  // An intent without a key is swept in the end, and takes nothing until then.
  const decided = evidence.orders.filter(({ status }) => status !== "pending");
  const settled = { ...evidence, orders: decided };
  return nothingOpen(settled) === undefined && drained(settled) === undefined;
}

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
