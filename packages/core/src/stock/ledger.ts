import { and, desc, eq, inArray, isNotNull, sql } from "drizzle-orm";
import type { Database } from "../db/client.ts";
import { orders, soldStatuses } from "../order/order.sql.ts";
import { productNotFound } from "../product/product.ts";
import { product } from "../product/product.sql.ts";
import { restock } from "../restock/restock.sql.ts";
import { balance, sums } from "./balances.ts";
import type { Ledger, Movement } from "./stock.schema.ts";
import { adjustment } from "./stock.sql.ts";

/**
 * Compares a product's stock with what moved it. Confirmed orders and completed restock orders are the ledger, so it
 * cannot miss one; only adjustments have rows of their own. A sale that was taken back is a sale and an adjustment. Throws `product_not_found`.
 */
export async function ledger(db: Database, sku: string, limit: number): Promise<Ledger> {
  const [row] = await db
    .select({ productId: product.productId, sku: product.sku, ...sums })
    .from(product)
    .where(eq(product.sku, sku));
  if (row?.sku !== sku) throw productNotFound(sku);
  const { productId, sku: _, ...found } = row;
  return { ...balance(found), movements: await latest(db, productId, limit) };
}

async function latest(db: Database, productId: string, limit: number): Promise<Movement[]> {
  const sales = await db
    .select({
      at: orders.confirmedAt,
      delta: sql<number>`-${orders.quantity}`.mapWith(Number),
      source: orders.orderId,
    })
    .from(orders)
    .where(and(eq(orders.productId, productId), inArray(orders.status, soldStatuses)))
    .orderBy(desc(orders.confirmedAt))
    .limit(limit);
  const receipts = await db
    .select({ at: restock.completedAt, delta: restock.quantity, source: restock.restockId })
    .from(restock)
    .where(and(eq(restock.productId, productId), isNotNull(restock.completedAt)))
    .orderBy(desc(restock.completedAt))
    .limit(limit);
  const adjustments = await db
    .select({ at: adjustment.createdAt, delta: adjustment.delta, source: adjustment.adjustmentId })
    .from(adjustment)
    .where(eq(adjustment.productId, productId))
    .orderBy(desc(adjustment.createdAt))
    .limit(limit);
  return [
    ...sales.map(toMovement("sale")),
    ...receipts.map(toMovement("receipt")),
    ...adjustments.map(toMovement("adjustment")),
  ]
    .toSorted((a, b) => b.at.localeCompare(a.at))
    .slice(0, limit);
}

const toMovement =
  (kind: Movement["kind"]) =>
  ({ at, delta, source }: { at: Date | null; delta: number; source: string }): Movement => ({
    at: (at ?? new Date(0)).toISOString(),
    kind,
    delta,
    source,
  });
