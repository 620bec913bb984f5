import { and, eq, inArray, lt, ne, type SQL } from "drizzle-orm";
import type { Database } from "../db/client.ts";
import { retry } from "../db/retry.ts";
import { log } from "../log.ts";
import { mail } from "../mail/mail.sql.ts";
import { orders } from "../order/order.sql.ts";
import { leaveLine } from "../reservation/cancel.ts";
import { reservation } from "../reservation/reservation.sql.ts";
import type { Forgotten } from "./operations.schema.ts";
import { ago } from "./retention.ts";

/** How many rows one statement changes: by primary key, so that no range is locked. */
const BATCH = 500;
/** The hash of the request goes too: whoever guesses name and address could tell by it. It is now that of no request. */
const nobody = { customerName: null, customerEmail: null, language: null, requestHash: "0".repeat(64) };

/**
 * Removes a customer's name and address from reservations, orders and mail, and tells how many rows had them. What the
 * customer still waits for is cancelled: nobody could be told that it has come. What was sold stays sold, but its
 * idempotency key is answered as one of another purchase.
 */
export async function forgetCustomer(db: Database, email: string): Promise<Forgotten> {
  const forgotten = {
    cancelled: await leaveLines(db, email),
    // Whoever reserves from now on is a new customer: one who waits must have a name to be told.
    reservations: await forgetReservations(
      db,
      and(eq(reservation.customerEmail, email), ne(reservation.status, "waiting")),
    ),
    orders: await forgetOrders(db, eq(orders.customerEmail, email)),
    // Last: nothing names the customer by now, so no more is written to them.
    mails: await discardMail(db, email),
  };
  log.info("a customer was forgotten", forgotten);
  return forgotten;
}

/** The same for whoever bought, or left a line, longer ago than a customer is kept. Reads none that are kept or forgotten. */
export async function forgetOldCustomers(db: Database): Promise<void> {
  await forgetReservations(db, lt(reservation.namedSince, ago("customer")));
  await forgetOrders(db, lt(orders.namedSince, ago("customer")));
}

async function leaveLines(db: Database, email: string): Promise<number> {
  const rows = await db
    .select({ id: reservation.reservationId })
    .from(reservation)
    .where(and(eq(reservation.customerEmail, email), eq(reservation.status, "waiting")));
  let left = 0;
  for (const { id } of rows) if (await leaveLine(db, id)) left += 1;
  return left;
}

const forgetReservations = (db: Database, whose: SQL | undefined) =>
  inBatches(
    () => db.select({ id: reservation.reservationId }).from(reservation).where(whose).limit(BATCH),
    (ids) =>
      db
        .update(reservation)
        .set(nobody)
        .where(and(inArray(reservation.reservationId, ids), whose)),
  );

const forgetOrders = (db: Database, whose: SQL | undefined) =>
  inBatches(
    () => db.select({ id: orders.orderId }).from(orders).where(whose).limit(BATCH),
    (ids) =>
      db
        .update(orders)
        .set(nobody)
        .where(and(inArray(orders.orderId, ids), whose)),
  );

const discardMail = (db: Database, email: string) =>
  inBatches(
    () => db.select({ id: mail.mailId }).from(mail).where(eq(mail.recipient, email)).limit(BATCH),
    (ids) => db.delete(mail).where(inArray(mail.mailId, ids)),
  );

/** Changes what is found until nothing is found any more, and returns how many rows that were. */
async function inBatches(
  find: () => Promise<{ id: string }[]>,
  change: (ids: string[]) => Promise<{ rowsAffected: number }>,
): Promise<number> {
  let total = 0;
  for (;;) {
    const rows = await find();
    if (rows.length === 0) return total;
    const { rowsAffected } = await retry(() => change(rows.map(({ id }) => id)));
    total += rowsAffected;
  }
}
