import { sql } from "drizzle-orm";
import { char, check, index, int, mysqlEnum, mysqlTable, uniqueIndex, varchar } from "drizzle-orm/mysql-core";
import { at, now, uuid } from "../db/columns.ts";
import { languages } from "../language.ts";
import { reservationStatuses } from "./reservation.status.ts";

/** Waiting customers' claims. A fulfilled one is an order of the same id. */
export const reservation = mysqlTable(
  "reservation",
  {
    reservationId: uuid("reservation_id").primaryKey(),
    /** A hash of the client's name for this intent; the reservation's own id where the client sent none. */
    idempotencyKey: varchar("idem_key", { length: 255 }).notNull(),
    requestHash: char("request_hash", { length: 64 }).notNull(),
    productId: uuid("product_id").notNull(),
    quantity: int("quantity").notNull(),
    /** KRW: the price on the day of the reservation is the price of its order. */
    unitPrice: int("unit_price").notNull(),
    status: mysqlEnum("status", reservationStatuses).notNull().default("waiting"),
    /** The place in the product's line; NULL only inside the transaction that makes the reservation. */
    place: int("place"),
    /** A hash of customer and product while this reservation waits, else NULL: the unique key allows one of each. */
    waitingKey: char("waiting_key", { length: 64 }),
    customerName: varchar("customer_name", { length: 100 }),
    customerEmail: varchar("customer_email", { length: 254 }),
    language: mysqlEnum("language", languages),
    correlationId: varchar("correlation_id", { length: 64 }).notNull(),
    createdAt: at("created_at").notNull().default(now),
    /** When it was fulfilled or cancelled. */
    closedAt: at("closed_at"),
    /** Since when it is closed and the store still knows whose it was; else NULL. */
    namedSince: at("named_since").generatedAlwaysAs(
      sql`CASE WHEN customer_email IS NOT NULL THEN closed_at END`,
    ),
  },
  (table) => [
    uniqueIndex("uq_reservation_idem").on(table.idempotencyKey),
    uniqueIndex("uq_reservation_waiting").on(table.waitingKey),
    index("ix_reservation_line").on(table.productId, table.status, table.place),
    index("ix_reservation_correlation").on(table.correlationId),
    index("ix_reservation_customer").on(table.customerEmail),
    index("ix_reservation_named").on(table.namedSince),
    check("ck_reservation_quantity", sql`quantity > 0`),
  ],
);
