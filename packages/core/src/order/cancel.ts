import { eq, sql } from "drizzle-orm";
import type { Database, Transaction } from "../db/client.ts";
import { now } from "../db/columns.ts";
import { DomainError } from "../error.ts";
import { commit, type UnitOfWork } from "../event/outbox.ts";
import { requestHash } from "../hash.ts";
import { post } from "../mail/mail.ts";
import { availableOf } from "../product/available.ts";
import { endPeriod } from "../product/period.ts";
import { findProduct } from "../product/product.ts";
import { product } from "../product/product.sql.ts";
import { serveLine } from "../reservation/serve.ts";
import { consider } from "../restock/consider.ts";
import { adjustment } from "../stock/stock.sql.ts";
import { cancellation } from "./letters.ts";
import type { Order } from "./order.schema.ts";
import { findOrder } from "./order.ts";
import { orders } from "./order.sql.ts";

/**
 * Takes a sale back, of either lane: its units return to the shelf with a row in the ledger, the waiting line is served
 * from them, and a restock is considered. Cancelling twice changes nothing. Throws `order_not_found`, and
 * `order_not_confirmed` for an order of the surge lane that is undecided or was refused: there is no sale to take back.
 */
export async function cancelOrder(db: Database, orderId: string): Promise<Order> {
  const { sku } = await findOrder(db, orderId);
  const row = await rowOf(db, orderId);
  await commit(db, row.correlationId, async (unit) => {
    if (await takeBack(unit.tx, orderId)) await returned(unit, row, sku);
  });
  await serveLine(db, row.productId);
  const order = await findOrder(db, orderId);
  if (order.status !== "cancelled") throw notConfirmed(order);
  return order;
}

/** Also of one that was confirmed in the meantime. */
const notConfirmed = ({ id, status }: Order) =>
  new DomainError(
    "order_not_confirmed",
    status === "refused"
      ? `Order ${id} was refused: nothing was sold`
      : `Order ${id} was not decided yet: cancel it once it is confirmed`,
  );

type Row = typeof orders.$inferSelect;

async function rowOf(db: Database | Transaction, orderId: string): Promise<Row> {
  const [row] = await db.select().from(orders).where(eq(orders.orderId, orderId));
  if (!row) throw new Error(`Order ${orderId} vanished`);
  return row;
}

async function takeBack(tx: Transaction, orderId: string): Promise<boolean> {
  const { rowsAffected } = await tx.execute(sql`
    UPDATE ${orders} o JOIN ${product} p ON p.product_id = o.product_id
       SET o.status = 'cancelled', o.cancelled_at = ${now}, p.stock = p.stock + o.quantity
     WHERE o.order_id = ${orders.orderId.mapToDriverValue(orderId)} AND o.status = 'confirmed'`);
  return rowsAffected > 0;
}

/** The movement has the order's id: one order cannot return twice. */
async function returned(unit: UnitOfWork, row: Row, sku: string): Promise<void> {
  const { orderId, productId, quantity } = row;
  await unit.tx.insert(adjustment).values({
    adjustmentId: orderId,
    productId,
    delta: quantity,
    reason: "order cancelled",
    idempotencyKey: orderId,
    requestHash: requestHash({ orderId }),
  });
  await endPeriod(unit.tx, productId);
  const shelf = await findProduct(unit.tx, sku);
  unit.emit("order.cancelled", orderId, { orderId, sku, quantity });
  unit.emit("stock.replenished", sku, { sku, stock: availableOf(shelf), restockId: null, quantity });
  await consider(unit, shelf);
  // Read once more: who was forgotten meanwhile is not written to.
  const { customerEmail: recipient, ...order } = await rowOf(unit.tx, orderId);
  if (recipient !== null) await post(unit.tx, { recipient, ...cancellation(order, shelf.name) });
}
