import { eq } from "drizzle-orm";
import type { Database } from "../db/client.ts";
import { product } from "../product/product.sql.ts";
import { type Hop, hop } from "../schema.ts";
import { reservation } from "./reservation.sql.ts";

/** The story that a reservation belongs to; undefined where there is no such reservation. */
export async function storyOfReservation(db: Database, reservationId: string): Promise<string | undefined> {
  const [row] = await db
    .select({ correlationId: reservation.correlationId })
    .from(reservation)
    .where(eq(reservation.reservationId, reservationId));
  return row?.correlationId;
}

/** What a story did to reservations. */
export async function reservationHops(db: Database, correlationId: string): Promise<Hop[]> {
  const rows = await db
    .select({ row: reservation, sku: product.sku })
    .from(reservation)
    .innerJoin(product, eq(product.productId, reservation.productId))
    .where(eq(reservation.correlationId, correlationId))
    .orderBy(reservation.reservationId);
  return rows.flatMap(({ row, sku }) => {
    const what = `reservation ${row.reservationId}: ${row.quantity} x ${sku}`;
    return [...hop(row.createdAt, "line", what, "waiting"), ...hop(row.closedAt, "line", what, row.status)];
  });
}
