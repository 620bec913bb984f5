import { sql } from "drizzle-orm";
import { char, check, index, int, mysqlEnum, mysqlTable, uniqueIndex, varchar } from "drizzle-orm/mysql-core";
import { at, now, uuid } from "../db/columns.ts";

export const orders = mysqlTable(
  "orders",
  {
    orderId: uuid("order_id").primaryKey(),
    /** A hash of the client's name for this intent; the order's own id where the client sent none. */
    idempotencyKey: varchar("idem_key", { length: 255 }).notNull(),
    /** SHA-256 of the parsed request, in hex: the same key with another body is a mistake of the client. */
    requestHash: char("request_hash", { length: 64 }).notNull(),
    productId: uuid("product_id").notNull(),
    quantity: int("quantity").notNull(),
    unitPrice: int("unit_price").notNull(),
    /** A pending order is an intent: it has taken nothing and may vanish. */
    status: mysqlEnum("status", ["pending", "confirmed", "cancelled"]).notNull().default("pending"),
    customerName: varchar("customer_name", { length: 100 }),
    customerEmail: varchar("customer_email", { length: 254 }),
    correlationId: varchar("correlation_id", { length: 64 }).notNull(),
    createdAt: at("created_at").notNull().default(now),
    confirmedAt: at("confirmed_at"),
    /** When `order.completed` was published; NULL: not yet. */
    announcedAt: at("announced_at"),
  },
  (table) => [
    uniqueIndex("uq_orders_idem").on(table.idempotencyKey),
    // With the quantity, so that the ledger is added up without a look at the rows.
    index("ix_orders_product").on(table.productId, table.status, table.confirmedAt, table.quantity),
    index("ix_orders_announce").on(table.status, table.announcedAt, table.createdAt),
    index("ix_orders_correlation").on(table.correlationId),
    check("ck_orders_quantity", sql`quantity > 0`),
  ],
);
