import { eq, sql } from "drizzle-orm";
import type { Database, Transaction } from "../db/client.ts";
import { now } from "../db/columns.ts";
import { DomainError } from "../error.ts";
import { commit, type UnitOfWork } from "../event/outbox.ts";
import { availableOf } from "../product/available.ts";
import { endPeriod } from "../product/period.ts";
import { findProduct } from "../product/product.ts";
import { product } from "../product/product.sql.ts";
import { findReservation, story } from "./reservation.ts";
import type { Reservation } from "./reservation.schema.ts";
import { reservation } from "./reservation.sql.ts";
import { serveLine } from "./serve.ts";

/**
 * Leaves the line; whoever stood behind moves up, and is served where the shelf has enough. Cancelling twice changes
 * nothing. Throws `reservation_not_found`, and `reservation_closed` once it was fulfilled.
 */
export async function cancelReservation(db: Database, reservationId: string): Promise<Reservation> {
  await leaveLine(db, reservationId);
  const cancelled = await findReservation(db, reservationId);
  if (cancelled.status === "fulfilled")
    throw new DomainError("reservation_closed", `Reservation ${reservationId} is fulfilled`);
  return cancelled;
}

/** Takes a reservation out of its line; false: it was in none any more. Throws `reservation_not_found`. */
export async function leaveLine(db: Database, reservationId: string): Promise<boolean> {
  const { sku } = await findReservation(db, reservationId);
  const { productId, correlationId, quantity } = await rowOf(db, reservationId);
  const left = await commit(db, correlationId, async (unit) => {
    if (!(await cancel(unit.tx, reservationId))) return false;
    unit.emit("reservation.cancelled", sku, story({ reservationId, quantity }, sku));
    await release(unit, sku, quantity);
    return true;
  });
  await serveLine(db, productId);
  return left;
}

async function rowOf(db: Database, reservationId: string) {
  const [row] = await db.select().from(reservation).where(eq(reservation.reservationId, reservationId));
  if (!row) throw new Error(`Reservation ${reservationId} vanished`);
  return row;
}

async function cancel(tx: Transaction, reservationId: string): Promise<boolean> {
  const { rowsAffected } = await tx.execute(sql`
    UPDATE ${reservation} r JOIN ${product} p ON p.product_id = r.product_id
       SET p.waiting = p.waiting - r.quantity, r.status = 'cancelled', r.waiting_key = NULL, r.closed_at = ${now}
     WHERE r.reservation_id = ${reservation.reservationId.mapToDriverValue(reservationId)} AND r.status = 'waiting'`);
  return rowsAffected > 0;
}

/** Units on the shelf that only the line had claimed can be bought again, which is news where nothing could be. */
async function release(unit: UnitOfWork, sku: string, quantity: number): Promise<void> {
  const { productId } = await findProduct(unit.tx, sku);
  if (!(await endPeriod(unit.tx, productId))) return;
  const stock = availableOf(await findProduct(unit.tx, sku));
  unit.emit("stock.replenished", sku, { sku, stock, restockId: null, quantity });
}
