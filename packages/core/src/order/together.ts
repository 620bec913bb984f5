import { type SQL, sql } from "drizzle-orm";
import type { Database } from "../db/client.ts";
import { now } from "../db/columns.ts";
import { retry } from "../db/retry.ts";
import { availableOfP } from "../product/available.ts";
import { product } from "../product/product.sql.ts";
import { orders } from "./order.sql.ts";

/**
 * Confirms orders of one product with one statement, all of those that are pending or, where there is not enough for them
 * together, none: the row of a hot product changes a few hundred times a second at best, however many units each time.
 *
 * The sum is read with locks on its orders, so nobody else decides one of them meanwhile. STRAIGHT_JOIN keeps the sum in
 * front: a table that is first in an UPDATE may be changed while its rows are still being compared. And the primary
 * key keeps the locks on these orders, where the product's index would lock the way in for new ones.
 */
export async function confirmTogether(db: Database, orderIds: readonly string[]): Promise<void> {
  const ids = listOf(orderIds);
  await retry(() =>
    db.execute(sql`
    UPDATE (SELECT s.product_id, SUM(s.quantity) AS units FROM ${orders} s FORCE INDEX (PRIMARY)
             WHERE s.order_id IN (${ids}) AND s.status = 'pending' GROUP BY s.product_id) t
           STRAIGHT_JOIN ${product} p ON p.product_id = t.product_id
           STRAIGHT_JOIN ${orders} o FORCE INDEX (PRIMARY) ON o.product_id = p.product_id
       SET p.stock = p.stock - t.units, o.status = 'confirmed', o.confirmed_at = ${now}
     WHERE o.order_id IN (${ids}) AND o.status = 'pending' AND ${availableOfP} >= t.units`),
  );
}

/**
 * Refuses those of the orders that are pending and ask for more than there is. The client's name for the intent becomes
 * free in the same moment: a refusal is not remembered.
 */
export async function refuseTogether(db: Database, orderIds: readonly string[]): Promise<void> {
  await retry(() =>
    db.execute(sql`
    UPDATE ${orders} o JOIN ${product} p ON p.product_id = o.product_id
       SET o.status = 'refused', o.refused_at = ${now}, o.idem_key = LOWER(HEX(o.order_id))
     WHERE o.order_id IN (${listOf(orderIds)}) AND o.status = 'pending' AND ${availableOfP} < o.quantity`),
  );
}

const listOf = (orderIds: readonly string[]): SQL =>
  sql.join(
    orderIds.map((id) => sql`${orders.orderId.mapToDriverValue(id)}`),
    sql`, `,
  );
