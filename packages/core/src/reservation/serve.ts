import { and, asc, eq, gt, gte, sql } from "drizzle-orm";
import type { Database, Transaction } from "../db/client.ts";
import { now } from "../db/columns.ts";
import { commitForRelay, type UnitOfWork } from "../event/outbox.ts";
import { measure } from "../measure.ts";
import { orders } from "../order/order.sql.ts";
import { product } from "../product/product.sql.ts";
import { runEach } from "../runEach.ts";
import { story } from "./reservation.ts";
import { reservation } from "./reservation.sql.ts";

/** How many are served while a request or a message waits for that; a product's whole line may hold a thousand. */
export const SERVED_AT_ONCE = 20;
/** How many lines the watchdog looks at in one tick, and how many it serves in each. */
const LINES = 50;
const SERVED_IN_A_TICK = 200;

/**
 * Serves a product's line first come first served while the shelf has enough for its head, and returns how many were
 * served: `most` of them at most, the others are left to the watchdog. The head is never skipped: one who waits for five
 * lets nobody behind pass who waits for one. Run by whoever adds units, as often as you like: what is claimed is sold to
 * nobody else meanwhile.
 */
export async function serveLine(db: Database, productId: string, most = SERVED_AT_ONCE): Promise<number> {
  let served = 0;
  while (served < most) {
    const head = await headOf(db, productId);
    if (!head || head.stock < head.row.quantity) return served;
    if (await commitForRelay(db, head.row.correlationId, (unit) => serve(unit, head))) {
      served += 1;
      measure("Sold", head.row.quantity);
    }
  }
  return served;
}

/** Who has waited longest. Places are given and closed under the product's lock, so nobody can get in before them. */
async function headOf(db: Database, productId: string) {
  const [head] = await db
    .select({ row: reservation, sku: product.sku, stock: product.stock })
    .from(reservation)
    .innerJoin(product, eq(product.productId, reservation.productId))
    .where(and(eq(reservation.productId, productId), eq(reservation.status, "waiting")))
    .orderBy(asc(reservation.place), asc(reservation.reservationId))
    .limit(1);
  return head;
}

type Head = NonNullable<Awaited<ReturnType<typeof headOf>>>;

/** One reservation becomes one order; false: somebody else has closed it, or has taken the goods away. */
async function serve(unit: UnitOfWork, { row, sku }: Head): Promise<boolean> {
  if (!(await fulfil(unit.tx, row.reservationId))) return false;
  const { productId, quantity, unitPrice, customerName, customerEmail, language, correlationId } = row;
  const order = { productId, quantity, unitPrice, customerName, customerEmail, language, correlationId };
  await unit.tx.insert(orders).values({
    ...order,
    orderId: row.reservationId,
    idempotencyKey: row.reservationId,
    requestHash: row.requestHash,
    status: "confirmed",
    confirmedAt: now,
  });
  unit.emit("reservation.fulfilled", sku, { ...story(row, sku), orderId: row.reservationId });
  return true;
}

async function fulfil(tx: Transaction, reservationId: string): Promise<boolean> {
  const { rowsAffected } = await tx.execute(sql`
    UPDATE ${reservation} r JOIN ${product} p ON p.product_id = r.product_id
       SET p.stock = p.stock - r.quantity, p.waiting = p.waiting - r.quantity,
           r.status = 'fulfilled', r.waiting_key = NULL, r.closed_at = ${now}
     WHERE r.reservation_id = ${reservation.reservationId.mapToDriverValue(reservationId)}
       AND r.status = 'waiting' AND p.stock >= r.quantity`);
  return rowsAffected > 0;
}

/** Serves the lines that were left unserved: by a process that died after the receipt, or because they are long. */
export async function serveLines(db: Database): Promise<void> {
  const isHead = sql`NOT EXISTS (SELECT 1 FROM ${reservation} ahead
    WHERE ahead.product_id = ${reservation.productId} AND ahead.status = 'waiting'
      AND ahead.place < ${reservation.place})`;
  const heads = await db
    .select({ productId: product.productId })
    .from(product)
    .innerJoin(reservation, eq(reservation.productId, product.productId))
    .where(
      and(
        gt(product.waiting, 0),
        eq(reservation.status, "waiting"),
        gte(product.stock, reservation.quantity),
        isHead,
      ),
    )
    .limit(LINES);
  await runEach(
    heads.map(
      ({ productId }) =>
        () =>
          serveLine(db, productId, SERVED_IN_A_TICK),
    ),
  );
}
