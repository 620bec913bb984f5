import { type SQL, sql } from "drizzle-orm";
import type { Database } from "../../db/client.ts";
import { now } from "../../db/columns.ts";
import { retry } from "../../db/retry.ts";
import { available } from "../../product/available.ts";
import { product } from "../../product/product.sql.ts";
import { orders } from "../order.sql.ts";

/**
 * Confirms orders with one statement: of each product all that are pending or, where there is not enough for them
 * together, none. A row that everybody wants changes a few hundred times a second at best, however much each time.
 * False: it changed nothing.
 *
 * The sum is read with locks on its orders, so nobody else decides one of them meanwhile. STRAIGHT_JOIN keeps the sum in
 * front: a table that comes first in an UPDATE may be changed while its rows are still being compared. And the primary
 * keys keep the locks on these rows; others would lock the way in for new orders, or other products.
 */
export async function confirmTogether(db: Database, orderIds: readonly string[]): Promise<boolean> {
  const ids = listOf(orderIds);
  const { rowsAffected } = await retry(() =>
    db.execute(sql`
    UPDATE (SELECT s.product_id, SUM(s.quantity) AS units FROM ${orders} s FORCE INDEX (PRIMARY)
             WHERE s.order_id IN (${ids}) AND s.lane = 'surge' AND s.status = 'pending' GROUP BY s.product_id) t
           STRAIGHT_JOIN ${product} p FORCE INDEX (PRIMARY) ON p.product_id = t.product_id
           STRAIGHT_JOIN ${orders} o FORCE INDEX (PRIMARY) ON o.product_id = p.product_id
       SET p.stock = p.stock - t.units, o.status = 'confirmed', o.confirmed_at = ${now}
     WHERE o.order_id IN (${ids}) AND o.lane = 'surge' AND o.status = 'pending' AND ${available} >= t.units`),
  );
  return rowsAffected > 0;
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
     WHERE o.order_id IN (${listOf(orderIds)}) AND o.status = 'pending' AND ${available} < o.quantity`),
  );
}

const listOf = (orderIds: readonly string[]): SQL =>
  sql.join(
    orderIds.map((id) => sql`${orders.orderId.mapToDriverValue(id)}`),
    sql`, `,
  );
