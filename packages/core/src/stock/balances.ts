import { asc, type SQL, sql } from "drizzle-orm";
import type { Database } from "../db/client.ts";
import { orders } from "../order/order.sql.ts";
import { product } from "../product/product.sql.ts";
import { restock } from "../restock/restock.sql.ts";
import type { Balance } from "./stock.schema.ts";
import { adjustment } from "./stock.sql.ts";

const total = (units: SQL) => sql`COALESCE((SELECT ${units}), 0)`.mapWith(Number);

/**
 * Columns that explain a product's stock. Selected by one statement, all of them are of one moment; each sum asks an
 * index by its product and reads no order itself.
 */
export const sums = {
  initial: product.initialStock,
  received: total(sql`SUM(quantity) FROM ${restock} r
    WHERE r.product_id = product.product_id AND r.completed_at IS NOT NULL`),
  sold: total(sql`SUM(quantity) FROM ${orders} o
    WHERE o.product_id = product.product_id AND o.status IN ('confirmed', 'cancelled')`),
  adjusted: total(sql`SUM(delta) FROM ${adjustment} a WHERE a.product_id = product.product_id`),
  stock: product.stock,
};

/** Every product's stock beside what moved it. */
export async function listBalances(db: Database): Promise<Balance[]> {
  const rows = await db
    .select({ sku: product.sku, name: product.name, ...sums })
    .from(product)
    .orderBy(asc(product.createdAt), asc(product.productId));
  return rows.map(balance);
}

/** Compares a stock with what its movements add up to. */
export function balance<Sums extends Omit<Balance, "sku" | "name" | "expected" | "balanced">>(found: Sums) {
  const expected = found.initial + found.received + found.adjusted - found.sold;
  return { ...found, expected, balanced: expected === found.stock };
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
