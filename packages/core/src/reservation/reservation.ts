import { and, eq, sql } from "drizzle-orm";
import type { Executor } from "../db/client.ts";
import { newestFirst, type Page } from "../db/page.ts";
import { DomainError } from "../error.ts";
import { findProduct } from "../product/product.ts";
import { product } from "../product/product.sql.ts";
import type { Reservation } from "./reservation.schema.ts";
import { reservation } from "./reservation.sql.ts";
import type { ReservationStatus } from "./reservation.status.ts";

/** How many wait in a reservation's line up to it, itself included. */
const position = sql<number>`(SELECT COUNT(*) FROM ${reservation} ahead
  WHERE ahead.product_id = ${reservation.productId} AND ahead.status = 'waiting'
    AND ahead.place <= ${reservation.place})`.mapWith(Number);

const select = (db: Executor) =>
  db
    .select({ row: reservation, sku: product.sku, position })
    .from(reservation)
    .innerJoin(product, eq(product.productId, reservation.productId));

function toReservation({ row, sku, position: place }: Awaited<ReturnType<typeof select>>[number]) {
  const { reservationId, quantity, status, createdAt } = row;
  return {
    id: reservationId,
    sku,
    quantity,
    status,
    position: status === "waiting" ? place : null,
    orderId: status === "fulfilled" ? reservationId : null,
    createdAt: createdAt.toISOString(),
  } satisfies Reservation;
}

/** One reservation; throws `reservation_not_found`. */
export async function findReservation(db: Executor, reservationId: string): Promise<Reservation> {
  const [found] = await select(db).where(eq(reservation.reservationId, reservationId));
  if (!found) throw new DomainError("reservation_not_found", `There is no reservation ${reservationId}`);
  return toReservation(found);
}

/** Reservations of one product or of all, newest first; throws `product_not_found`. */
export async function listReservations(
  db: Executor,
  { sku, status, ...page }: Page & { sku?: string | undefined; status?: ReservationStatus | undefined },
): Promise<Reservation[]> {
  const productId = sku === undefined ? undefined : (await findProduct(db, sku)).productId;
  const filter = and(
    productId === undefined ? undefined : eq(reservation.productId, productId),
    status && eq(reservation.status, status),
  );
  const rows = await newestFirst(select(db).$dynamic(), reservation.reservationId, page, filter);
  return rows.map(toReservation);
}

type Row = typeof reservation.$inferSelect;

/** What the events of a reservation's story carry: nothing of the customer. */
export const story = ({ reservationId, quantity }: Pick<Row, "reservationId" | "quantity">, sku: string) => ({
  reservationId,
  sku,
  quantity,
});
