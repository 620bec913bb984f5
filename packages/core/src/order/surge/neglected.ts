import { and, asc, eq, isNull, lt } from "drizzle-orm";
import type { Database } from "../../db/client.ts";
import { fromNow } from "../../db/columns.ts";
import { decideBatch } from "./decide.ts";
import { orders } from "../order.sql.ts";
import { sendOrder } from "./queued.ts";

/** Milliseconds after which an order's message counts as lost, or its consumer as dead. */
const NEGLECTED_AFTER_MS = 15_000;
const BATCH = 100;
/** How many such batches one round decides. */
const BATCHES = 50;

/**
 * Decides orders of the surge lane that have waited too long for the consumer of their queue, oldest first, and returns
 * how many. Their customers were promised a verdict, and whether a message was lost or is only late cannot be told.
 * Throws what stands in the way of those that could not be decided.
 */
export async function decideNeglected(db: Database, olderThanMs = NEGLECTED_AFTER_MS): Promise<number> {
  let total = 0;
  for (let batch = 0; batch < BATCHES; batch++) {
    const ids = (await waiting(db, olderThanMs).limit(BATCH)).map(({ orderId }) => orderId);
    if (ids.length === 0) return total;
    const failures = await decideBatch(db, ids);
    if (failures.size > 0) throw new AggregateError([...failures.values()], "Orders are left undecided");
    total += ids.length;
  }
  return total;
}

/** Puts every order of the surge lane that is undecided on its queue: for a broker that lost its memory. */
export async function resendOrders(db: Database): Promise<void> {
  for (const { orderId, correlationId } of await waiting(db, 0))
    await sendOrder({ orderId, correlationid: correlationId });
}

/** `announced_at` is for the index's sake. */
const waiting = (db: Database, olderThanMs: number) =>
  db
    .select({ orderId: orders.orderId, correlationId: orders.correlationId })
    .from(orders)
    .where(
      and(
        eq(orders.status, "pending"),
        isNull(orders.announcedAt),
        eq(orders.lane, "surge"),
        lt(orders.createdAt, fromNow(-olderThanMs)),
      ),
    )
    .orderBy(asc(orders.createdAt))
    .$dynamic();
