import { eq } from "drizzle-orm";
import type { Database } from "../db/client.ts";
import { newId } from "../db/columns.ts";
import type { Language } from "../language.ts";
import { uniqueSku } from "../testing.ts";
import type { Reservation } from "./reservation.schema.ts";
import { reservation } from "./reservation.sql.ts";
import { reserve } from "./reserve.ts";

/** For tests: a customer whom nobody else knows. */
export const customer = () => ({ name: "기다리는 손님", email: `${uniqueSku().toLowerCase()}@example.com` });

/** For tests: somebody new waits for so many units. */
export async function waitFor(
  db: Database,
  sku: string,
  quantity = 1,
  who = customer(),
  language?: Language,
): Promise<Reservation> {
  const wish = { quantity, customer: who };
  return (await reserve(db, sku, wish, { correlationId: newId(), language })).reservation;
}

/** For tests: a reservation's row. */
export async function rowOf(db: Database, { id }: Pick<Reservation, "id">) {
  const [row] = await db.select().from(reservation).where(eq(reservation.reservationId, id));
  if (!row) throw new Error(`There is no reservation ${id}`);
  return row;
}
