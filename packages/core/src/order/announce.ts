import { and, asc, eq, inArray, isNull, sql } from "drizzle-orm";
import type { Database, Executor } from "../db/client.ts";
import { now } from "../db/columns.ts";
import { retry } from "../db/retry.ts";
import { storeEvent } from "../event/catalogue.ts";
import { post } from "../mail/mail.ts";
import { product } from "../product/product.sql.ts";
import { reservation } from "../reservation/reservation.sql.ts";
import { confirmation, served } from "./letters.ts";
import { orders, soldStatuses, type SoldStatus } from "./order.sql.ts";

const BATCH = 100;

/**
 * Publishes `order.completed` for sales that were not announced yet, those that were taken back meanwhile last, in
 * batches and each oldest first, and returns how many; before that it writes to the customers. Nothing commits with a
 * sale but the sale itself, so the orders are their own outbox; the event's id is the order's, so that announcing one
 * twice is announcing it once.
 */
export async function announceOrders(db: Database): Promise<number> {
  let total = 0;
  // A sale that is taken back in between is found by the second.
  for (const status of soldStatuses) total += await announce(db, status);
  return total;
}

async function announce(db: Database, status: SoldStatus): Promise<number> {
  let total = 0;
  for (;;) {
    const rows = await unannounced(db, status);
    if (rows.length === 0) return total;
    for (const row of rows) await mailCustomer(db, row);
    const { publish } = await import("../event/publish.ts");
    const taken = await publish(rows.map(toEvent));
    if (taken.length > 0)
      await db.update(orders).set({ announcedAt: now }).where(inArray(orders.orderId, taken));
    total += taken.length;
    if (taken.length < rows.length || rows.length < BATCH) return total;
  }
}

/** The orders are found before their products are: joined at once, every order there ever was would be read. */
export function unannounced(db: Executor, status: SoldStatus) {
  const order = db
    .select()
    .from(orders)
    .where(and(eq(orders.status, status), isNull(orders.announcedAt)))
    .orderBy(asc(orders.createdAt))
    .limit(BATCH)
    .as("unannounced");
  return db
    .select({
      order: { ...order._.selectedFields },
      sku: product.sku,
      name: product.name,
      reserved: reservation.reservationId,
    })
    .from(order)
    .innerJoin(product, eq(product.productId, order.productId))
    .leftJoin(reservation, eq(reservation.reservationId, order.orderId))
    .orderBy(asc(order.createdAt));
}

type Unannounced = Awaited<ReturnType<typeof unannounced>>[number];

/** Writes to the customer of a sale that stands, once, where there is one: who is forgotten meanwhile is not written to. */
async function mailCustomer(db: Database, { order, name, reserved }: Unannounced): Promise<void> {
  const { orderId, customerEmail: recipient, mailedAt, status } = order;
  if (recipient === null || mailedAt !== null || status !== "confirmed") return;
  const letter = reserved === null ? confirmation(order, name) : served(order, name);
  await retry(() =>
    db.transaction(async (tx) => {
      const { rowsAffected } = await tx
        .update(orders)
        .set({ mailedAt: now })
        .where(
          and(
            eq(orders.orderId, orderId),
            eq(orders.status, "confirmed"),
            isNull(orders.mailedAt),
            eq(orders.customerEmail, recipient),
          ),
        );
      if (rowsAffected > 0) await post(tx, { recipient, ...letter });
    }),
  );
}

function toEvent({ order, sku }: Unannounced) {
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
