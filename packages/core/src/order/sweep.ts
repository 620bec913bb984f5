import { and, eq, inArray, lt } from "drizzle-orm";
import type { Database } from "../db/client.ts";
import { fromNow } from "../db/columns.ts";
import { retry } from "../db/retry.ts";
import { orders } from "./order.sql.ts";

/** How long an intent may stay undecided, in milliseconds: longer than any request can live. */
const ABANDONED_AFTER_MS = 5 * 60_000;
const SWEPT_AT_ONCE = 100;

/**
 * Clears intents of the normal lane that a crash left behind and returns how many. They are never confirmed: the shelf
 * may have been filled since, and the customer was told no, or nothing. Orders of the surge lane are promised a verdict.
 */
export async function sweepIntents(db: Database, olderThanMs = ABANDONED_AFTER_MS): Promise<number> {
  // Deleting by a range would lock the way in for the intents of a crowd.
  const abandoned = await db
    .select({ orderId: orders.orderId })
    .from(orders)
    .where(
      and(
        eq(orders.status, "pending"),
        eq(orders.lane, "normal"),
        lt(orders.createdAt, fromNow(-olderThanMs)),
      ),
    )
    .limit(SWEPT_AT_ONCE);
  if (abandoned.length === 0) return 0;
  const ids = abandoned.map(({ orderId }) => orderId);
  const { rowsAffected } = await retry(() =>
    db.delete(orders).where(and(inArray(orders.orderId, ids), eq(orders.status, "pending"))),
  );
  return rowsAffected;
}
