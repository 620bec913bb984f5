import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  double,
  index,
  int,
  mysqlEnum,
  mysqlTable,
  uniqueIndex,
  varchar,
} from "drizzle-orm/mysql-core";
import { at, now, uuid } from "../db/columns.ts";
import { lanes } from "./lane.ts";
import { reorderModes } from "./product.schema.ts";

export const factory = mysqlTable(
  "factory",
  {
    factoryId: uuid("factory_id").primaryKey(),
    identifier: varchar("identifier", { length: 64 }).notNull(),
    name: varchar("name", { length: 128 }).notNull(),
    managerEmail: varchar("manager_email", { length: 255 }).notNull(),
    /** Base url of this factory's API; empty: the configured factory url is used. */
    api: varchar("api", { length: 1024 }).notNull().default(""),
  },
  (table) => [
    uniqueIndex("uq_factory_identifier").on(table.identifier),
    uniqueIndex("uq_factory_name").on(table.name),
  ],
);

export const advertisement = mysqlTable("advertisement", {
  adId: uuid("ad_id").primaryKey(),
  /** True while the advertisement runs. */
  status: boolean("status").notNull().default(true),
  managerEmail: varchar("manager_email", { length: 255 }).notNull(),
});

export const product = mysqlTable(
  "product",
  {
    productId: uuid("product_id").primaryKey(),
    sku: varchar("sku", { length: 64 }).notNull(),
    name: varchar("name", { length: 128 }).notNull(),
    /** KRW, which has no minor unit. */
    price: int("price").notNull(),
    /** Units on hand. Signed with a check: an UNSIGNED column would fail with a range error instead of a refusal. */
    stock: int("stock").notNull().default(0),
    /** Units on hand when the product was created: the ledger's opening balance. */
    initialStock: int("initial_stock").notNull().default(0),
    factoryId: uuid("factory_id").notNull(),
    adId: uuid("ad_id"),
    /** Units that the waiting line claims, on hand or not; its reservations add up to it. */
    waiting: int("waiting").notNull().default(0),
    /** The last place that was given in the waiting line. */
    line: int("line").notNull().default(0),
    /** A retired product is not sold, not listed and not restocked; goods that are on their way still count. */
    retired: boolean("retired").notNull().default(false),
    /** Whether the store orders it from its factory by itself. */
    restocking: boolean("restocking").notNull().default(true),
    reorderPoint: int("reorder_point").notNull().default(0),
    reorderQuantity: int("reorder_quantity").notNull().default(10),
    /** How it is sold; orders that are under way stay in the lane they began in. */
    lane: mysqlEnum("lane", lanes).notNull().default("normal"),
    /** `auto`: reorder point and quantity are measured, and the fixed ones count only while that is not possible. */
    reorderMode: mysqlEnum("reorder_mode", reorderModes).notNull().default("fixed"),
    /** The share of the cycles in which the shelf is to outlast the lead time. */
    serviceLevel: double("service_level").notNull().default(0.95),
    reorderMinimum: int("reorder_minimum").notNull().default(10),
    reorderMultiple: int("reorder_multiple").notNull().default(1),
    reorderMaximum: int("reorder_maximum").notNull().default(1000),
    /** The measured reorder point and quantity; NULL: the fixed ones count. */
    autoPoint: int("auto_point"),
    autoQuantity: int("auto_quantity"),
    /** How they came about, or why there are none; NULL in the mode `fixed`. */
    autoNote: varchar("auto_note", { length: 255 }),
    /** When this sold-out period was announced; NULL once there is stock again. */
    soldOutAt: at("sold_out_at"),
    /** When the first refusal since the last replenishment was announced. */
    refusedAt: at("refused_at"),
    /** No restock order is opened before this, after one has failed or could not be opened. */
    restockAfter: at("restock_after"),
    createdAt: at("created_at").notNull().default(now),
  },
  (table) => [
    uniqueIndex("uq_product_sku").on(table.sku),
    uniqueIndex("uq_product_name").on(table.name),
    index("ix_product_ad").on(table.adId),
    check("ck_product_stock", sql`stock >= 0`),
    check("ck_product_waiting", sql`waiting >= 0`),
    check("ck_product_price", sql`price >= 0`),
  ],
);
