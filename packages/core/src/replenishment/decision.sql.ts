import { index, int, mysqlEnum, mysqlTable, varchar } from "drizzle-orm/mysql-core";
import { at, now, uuid } from "../db/columns.ts";
import { decisionReasons } from "./decision.schema.ts";

/** What was decided about restocking a product, one row for each change of it, and what it was decided from. */
export const decision = mysqlTable(
  "decision",
  {
    decisionId: uuid("decision_id").primaryKey(),
    productId: uuid("product_id").notNull(),
    reason: mysqlEnum("reason", decisionReasons).notNull(),
    /** The order that was opened. */
    restockId: uuid("restock_id"),
    /** Units ordered. */
    quantity: int("quantity").notNull(),
    stock: int("stock").notNull(),
    onOrder: int("on_order").notNull(),
    waiting: int("waiting").notNull(),
    /** Units that a refused customer asked for. */
    wanted: int("wanted").notNull(),
    reorderPoint: int("reorder_point").notNull(),
    /** How the reorder point came about; NULL: it was set by a person. */
    note: varchar("note", { length: 255 }),
    createdAt: at("created_at").notNull().default(now),
  },
  (table) => [
    index("ix_decision_product").on(table.productId, table.decisionId),
    index("ix_decision_created").on(table.createdAt),
  ],
);
