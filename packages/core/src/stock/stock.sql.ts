import { char, index, int, mysqlTable, uniqueIndex, varchar } from "drizzle-orm/mysql-core";
import { at, now, uuid } from "../db/columns.ts";

/** Stock movements that are neither a sale nor a receipt: a count, a breakage, a gift. */
export const adjustment = mysqlTable(
  "adjustment",
  {
    adjustmentId: uuid("adjustment_id").primaryKey(),
    productId: uuid("product_id").notNull(),
    delta: int("delta").notNull(),
    reason: varchar("reason", { length: 200 }).notNull(),
    idempotencyKey: varchar("idem_key", { length: 255 }).notNull(),
    requestHash: char("request_hash", { length: 64 }).notNull(),
    createdAt: at("created_at").notNull().default(now),
  },
  (table) => [
    uniqueIndex("uq_adjustment_idem").on(table.idempotencyKey),
    index("ix_adjustment_product").on(table.productId, table.createdAt),
  ],
);
