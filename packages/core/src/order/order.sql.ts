import { sql } from "drizzle-orm";
import { char, check, index, int, mysqlEnum, mysqlTable, uniqueIndex, varchar } from "drizzle-orm/mysql-core";
import { at, now, uuid } from "../db/columns.ts";
import { languages } from "../language.ts";
import { lanes } from "../product/lane.ts";

/** What an order is that has been a sale: it stands, or was taken back. */
export const soldStatuses = ["confirmed", "cancelled"] as const;
export type SoldStatus = (typeof soldStatuses)[number];

export const orders = mysqlTable(
  "orders",
  {
    orderId: uuid("order_id").primaryKey(),
    /**
     * A hash of the client's name for this intent; an id of its own where the client sent none. A refused order has
     * given the client's name back: a refusal is not remembered.
     */
    idempotencyKey: varchar("idem_key", { length: 255 }).notNull(),
    /** SHA-256 of the parsed request, in hex: the same key with another body is a mistake of the client. */
    requestHash: char("request_hash", { length: 64 }).notNull(),
    productId: uuid("product_id").notNull(),
    quantity: int("quantity").notNull(),
    unitPrice: int("unit_price").notNull(),
    /** A pending order is an intent: it has taken nothing, and may vanish unless it is in the surge lane. */
    status: mysqlEnum("status", ["pending", "confirmed", "cancelled", "refused"])
      .notNull()
      .default("pending"),
    /** Who decides it: the checkout that wrote it, or the consumer of the `orders` queue. */
    lane: mysqlEnum("lane", lanes).notNull().default("normal"),
    customerName: varchar("customer_name", { length: 100 }),
    customerEmail: varchar("customer_email", { length: 254 }),
    /** What the customer is written to in; NULL where there is nobody to write to. */
    language: mysqlEnum("language", languages),
    correlationId: varchar("correlation_id", { length: 64 }).notNull(),
    createdAt: at("created_at").notNull().default(now),
    confirmedAt: at("confirmed_at"),
    /** Only an order of the surge lane is refused; elsewhere a refusal leaves no order behind. */
    refusedAt: at("refused_at"),
    /** When `order.completed` was published; NULL: not yet. */
    announcedAt: at("announced_at"),
    /** When the customer's mail was written. */
    mailedAt: at("mailed_at"),
    cancelledAt: at("cancelled_at"),
    /** Since when the store knows whose it is; NULL where it does not, or not any more. */
    namedSince: at("named_since").generatedAlwaysAs(
      sql`CASE WHEN customer_email IS NOT NULL THEN created_at END`,
    ),
  },
  (table) => [
    uniqueIndex("uq_orders_idem").on(table.idempotencyKey),
    // With the quantity, so that the ledger is added up without a look at the rows.
    index("ix_orders_product").on(table.productId, table.status, table.confirmedAt, table.quantity),
    index("ix_orders_announce").on(table.status, table.announcedAt, table.createdAt),
    index("ix_orders_correlation").on(table.correlationId),
    index("ix_orders_customer").on(table.customerEmail),
    index("ix_orders_named").on(table.namedSince),
    check("ck_orders_quantity", sql`quantity > 0`),
  ],
);
