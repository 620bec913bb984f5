import { and, asc, eq, inArray, isNull, sql } from "drizzle-orm";
import type { Database } from "../db/client.ts";
import { now } from "../db/columns.ts";
import { storeEvent } from "../event/catalogue.ts";
import { product } from "../product/product.sql.ts";
import { orders } from "./order.sql.ts";

const BATCH = 100;

/**
 * Publishes `order.completed` for confirmed orders that were not announced yet, oldest first, in batches, and returns
 * how many. Nothing commits with a sale but the sale itself, so the orders are their own outbox; the event's id is the
 * order's, so that announcing one twice is announcing it once.
 */
export async function announceOrders(db: Database): Promise<number> {
  let total = 0;
  for (;;) {
    const rows = await unannounced(db);
    if (rows.length === 0) return total;
    const { publish } = await import("../event/publish.ts");
    const taken = await publish(rows.map(toEvent));
    if (taken.length > 0)
      await db.update(orders).set({ announcedAt: now }).where(inArray(orders.orderId, taken));
    total += taken.length;
    if (taken.length < rows.length || rows.length < BATCH) return total;
  }
}

/** The orders are found before their products are: joined at once, every order there ever was would be read. */
function unannounced(db: Database) {
  const order = db
    .select()
    .from(orders)
    .where(and(eq(orders.status, "confirmed"), isNull(orders.announcedAt)))
    .orderBy(asc(orders.createdAt))
    .limit(BATCH)
    .as("unannounced");
  return db
    .select({ order: { ...order._.selectedFields }, sku: product.sku })
    .from(order)
    .innerJoin(product, eq(product.productId, order.productId))
    .orderBy(asc(order.createdAt));
}

function toEvent({ order, sku }: Awaited<ReturnType<typeof unannounced>>[number]) {
  const { orderId, quantity, unitPrice, correlationId, confirmedAt } = order;
  const about = {
    subject: orderId,
    correlationId,
    id: orderId,
    ...(confirmedAt ? { time: confirmedAt } : {}),
  };
  return storeEvent("order.completed", about, { orderId, sku, quantity, total: quantity * unitPrice });
}

/** Has what was announced within the `milliseconds` before the latest announced again: for a broker that lost its memory. */
export async function reannounce(db: Database, milliseconds: number): Promise<number> {
  const { rowsAffected } = await db.execute(sql`
    UPDATE ${orders} o JOIN (SELECT MAX(announced_at) AS latest FROM ${orders}) t
       SET o.announced_at = NULL
     WHERE o.announced_at > t.latest - INTERVAL ${Math.round(milliseconds) * 1000} MICROSECOND`);
  return rowsAffected;
}
