import { sql } from "drizzle-orm";
import { check, index, int, mysqlEnum, mysqlTable, uniqueIndex, varchar } from "drizzle-orm/mysql-core";
import { at, now, uuid } from "../db/columns.ts";
import { restockStatuses } from "./restock.status.ts";

export const restock = mysqlTable(
  "restock",
  {
    restockId: uuid("restock_id").primaryKey(),
    productId: uuid("product_id").notNull(),
    factoryId: uuid("factory_id").notNull(),
    quantity: int("quantity").notNull(),
    status: mysqlEnum("status", restockStatuses).notNull(),
    /** The product's id while this order is open, else NULL: the unique key allows one open order per product. */
    openKey: uuid("open_key"),
    correlationId: varchar("correlation_id", { length: 64 }).notNull(),
    /** How often the factory was asked to produce by an event, the first time included. */
    asked: int("asked").notNull().default(1),
    /** How often the watchdog has asked again by itself. */
    reminders: int("reminders").notNull().default(0),
    /** How many POSTs were made or at least begun. */
    attempts: int("attempts").notNull().default(0),
    /** Until then one delivery owns the call to the factory. */
    leaseUntil: at("lease_until"),
    requestedAt: at("requested_at").notNull().default(now),
    expectedAt: at("expected_at").notNull(),
    /** When the watchdog looks at it again. */
    dueAt: at("due_at").notNull(),
    acceptedAt: at("accepted_at"),
    completedAt: at("completed_at"),
    /** The receipt that counted: its redelivery is no second delivery of goods. */
    receiptId: uuid("receipt_id"),
  },
  (table) => [
    uniqueIndex("uq_restock_open").on(table.openKey),
    index("ix_restock_product").on(table.productId, table.completedAt),
    index("ix_restock_factory").on(table.factoryId, table.completedAt),
    index("ix_restock_due").on(table.status, table.dueAt),
    index("ix_restock_correlation").on(table.correlationId),
    check("ck_restock_quantity", sql`quantity > 0`),
  ],
);
