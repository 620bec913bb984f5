import { asc, eq, isNotNull, type SQLWrapper, sql } from "drizzle-orm";
import type { Database } from "../db/client.ts";
import { orders } from "../order/order.sql.ts";
import { product } from "../product/product.sql.ts";
import { restock } from "../restock/restock.sql.ts";
import type { Balance } from "./stock.schema.ts";
import { adjustment } from "./stock.sql.ts";

/** Every product's stock beside what moved it: one statement, each table read once, and so all of one moment. */
export async function listBalances(db: Database): Promise<Balance[]> {
  const receipts = db
    .select({ productId: restock.productId, received: sum(restock.quantity, "received") })
    .from(restock)
    .where(isNotNull(restock.completedAt))
    .groupBy(restock.productId)
    .as("receipts");
  const sales = db
    .select({ productId: orders.productId, sold: sum(orders.quantity, "sold") })
    .from(orders)
    .where(eq(orders.status, "confirmed"))
    .groupBy(orders.productId)
    .as("sales");
  const adjustments = db
    .select({ productId: adjustment.productId, adjusted: sum(adjustment.delta, "adjusted") })
    .from(adjustment)
    .groupBy(adjustment.productId)
    .as("adjustments");
  const rows = await db
    .select({
      sku: product.sku,
      name: product.name,
      initial: product.initialStock,
      received: orNone(receipts.received),
      sold: orNone(sales.sold),
      adjusted: orNone(adjustments.adjusted),
      stock: product.stock,
    })
    .from(product)
    .leftJoin(receipts, eq(receipts.productId, product.productId))
    .leftJoin(sales, eq(sales.productId, product.productId))
    .leftJoin(adjustments, eq(adjustments.productId, product.productId))
    .orderBy(asc(product.createdAt), asc(product.productId));
  return rows.map(balance);
}

/** A name of its own each, as drizzle does not say whose column it means. */
const sum = (units: SQLWrapper, name: string) => sql<number>`SUM(${units})`.as(name);
const orNone = (units: SQLWrapper) => sql`COALESCE(${units}, 0)`.mapWith(Number);

/** Compares a stock with what its movements add up to. */
export function balance<Sums extends Omit<Balance, "sku" | "name" | "expected" | "balanced">>(sums: Sums) {
  const expected = sums.initial + sums.received + sums.adjusted - sums.sold;
  return { ...sums, expected, balanced: expected === sums.stock };
}

/** The sum in words, for whoever has to find out why it is wrong. */
export const explain = ({
  initial,
  received,
  adjusted,
  sold,
  expected,
  stock,
}: Omit<Balance, "sku" | "name">) =>
  `stock is ${stock}, but ${initial} at first + ${received} received + ${adjusted} adjusted - ${sold} sold = ${expected}`;
