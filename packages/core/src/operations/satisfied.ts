import { validate } from "uuid";
import type { Database } from "../db/client.ts";
import { parseEvent, parseEventOf } from "../event/catalogue.ts";
import { parseQueuedOrder } from "../order/surge/queued.ts";
import { findDecided } from "../order/order.ts";
import { findDispatched } from "../restock/dispatch.ts";
import { parseReceipt } from "../restock/receipt.ts";
import { findCounted } from "../restock/receive.ts";
import { findReceived } from "./feed.ts";
import type { QueueName } from "./queues.ts";

interface Check {
  /** The id by which the consumer knows what a message is about; throws for a message that it cannot read. */
  idOf: (body: string) => string;
  /** Of these ids those that there is nothing left to do for. */
  find: (db: Database, ids: readonly string[]) => Promise<Set<string>>;
}

/** Advertising follows the stock and not the event, so that only delivering one again tells whether it is needed. */
const checks: Record<QueueName, Check | undefined> = {
  factory: {
    idOf: (body) => parseEventOf(["restock.requested"], body).data.restockId,
    find: findDispatched,
  },
  ads: undefined,
  ops: { idOf: (body) => parseEvent(body).id, find: findReceived },
  receipts: { idOf: (body) => parseReceipt(body).receiptId, find: findCounted },
  orders: { idOf: (body) => parseQueuedOrder(body).orderId, find: findDecided },
};

/** Tells of each message of a queue whether its consumer would find everything done. */
export async function areSatisfied(
  db: Database,
  queue: QueueName,
  bodies: readonly string[],
): Promise<boolean[]> {
  const check = checks[queue];
  if (!check) return bodies.map(() => false);
  const ids = bodies.map((body) => idIn(body, check.idOf));
  const known = ids.filter((id) => id !== undefined);
  const done = known.length === 0 ? new Set<string>() : await check.find(db, known);
  return ids.map((id) => id !== undefined && done.has(id));
}

function idIn(body: string, idOf: Check["idOf"]): string | undefined {
  try {
    const id = idOf(body).toLowerCase();
    return validate(id) ? id : undefined;
  } catch {
    // What its consumer cannot read is not done, and why it died is shown beside it.
    return undefined;
  }
}
