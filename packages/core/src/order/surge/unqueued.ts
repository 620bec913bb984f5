import { alone } from "../../alone.ts";
import type { Database } from "../../db/client.ts";
import { decideBatch } from "./decide.ts";

/** How many are decided at once: as many as one message batch of the `orders` queue brings. */
const AT_ONCE = 32;

const unqueued = new WeakMap<Database, Set<string>>();

/**
 * Decides an order that its queue did not take. While this process decides some, those that come meanwhile are decided
 * together next: a queue that fails in a surge must not have every buyer wait for the product's row by themselves. Throws
 * where the order could not be decided; one that somebody else tried in vain stays pending, for the watchdog.
 */
export async function decideUnqueued(db: Database, orderId: string): Promise<void> {
  const waiting = unqueued.get(db) ?? new Set<string>();
  unqueued.set(db, waiting.add(orderId));
  while (waiting.has(orderId)) await alone(db, "unqueued orders", () => decideSome(db, waiting, orderId));
}

async function decideSome(db: Database, waiting: Set<string>, own: string): Promise<true> {
  const batch = [...waiting].slice(0, AT_ONCE);
  for (const id of batch) waiting.delete(id);
  const failures = await decideBatch(db, batch);
  if (failures.has(own)) throw failures.get(own);
  return true;
}
