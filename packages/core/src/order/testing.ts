import { setTimeout as sleep } from "node:timers/promises";
import type { Database } from "../db/client.ts";
import { newId } from "../db/columns.ts";
import { decideBatch } from "./surge/decide.ts";
import type { Intent } from "./intent.ts";
import type { Lane } from "./surge/lane.ts";

/** How the `orders` queue of a test behaves: which share of its messages comes twice, and which never. */
interface Behaviour {
  batchSize?: number;
  consumers?: number;
  repeated?: number;
  lost?: number;
}

/**
 * For tests: an `orders` queue in this process, with consumers that take what is there, in any order, as SQS may hand
 * it out. `stop` waits for what is being decided; what fails is thrown there.
 */
export function startLane(
  db: Database,
  { batchSize = 32, consumers = 2, repeated = 0, lost = 0 }: Behaviour = {},
) {
  const queue: string[] = [];
  const closing = new AbortController();
  const consume = async () => {
    while (!closing.signal.aborted) {
      await sleep(2);
      const batch = queue.splice(0, batchSize).toSorted(() => Math.random() - 0.5);
      if (batch.length === 0) continue;
      const failures = await decideBatch(db, batch);
      for (const failure of failures.values()) throw failure;
      queue.push(...batch.filter(() => Math.random() < repeated));
    }
  };
  const running = Promise.all(Array.from({ length: consumers }, consume));
  const lane: Lane = {
    send: async ({ orderId }) => {
      if (Math.random() >= lost) queue.push(orderId);
      if (Math.random() < repeated) queue.push(orderId);
    },
    verdictWithinMs: 60_000,
  };
  const stop = async () => {
    closing.abort();
    await running;
  };
  return { lane, stop };
}

/** For tests: a queue that keeps what it gets until the test decides it, and customers who do not wait. */
export function keepingLane() {
  const kept: string[] = [];
  const lane: Lane = { send: async ({ orderId }) => void kept.push(orderId), verdictWithinMs: 0 };
  return { lane, kept };
}

/** For tests: an intent to buy one of a product, under a key of its own. */
export function intentFor(productId: string, given: Partial<Intent> = {}): Intent {
  const orderId = newId();
  return {
    orderId,
    idempotencyKey: orderId,
    requestHash: "0".repeat(64),
    productId,
    quantity: 1,
    unitPrice: 1,
    lane: "normal",
    customerName: null,
    customerEmail: null,
    language: null,
    correlationId: newId(),
    createdAt: new Date(),
    ...given,
  };
}
