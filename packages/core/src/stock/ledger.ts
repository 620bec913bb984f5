import { and, desc, eq, inArray, isNotNull, lt, or, type SQL, sql } from "drizzle-orm";
import type { MySqlColumn } from "drizzle-orm/mysql-core";
import type { Database } from "../db/client.ts";
import type { Page } from "../db/page.ts";
import { orders, soldStatuses } from "../order/order.sql.ts";
import { productNotFound } from "../product/product.ts";
import { product } from "../product/product.sql.ts";
import { restock } from "../restock/restock.sql.ts";
import { balance, sums } from "./balances.ts";
import type { Ledger, Movement } from "./stock.schema.ts";
import { adjustment } from "./stock.sql.ts";

/**
 * Compares a product's stock with what moved it. Confirmed orders and completed restock orders are the ledger, so it
 * cannot miss one; only adjustments have rows of their own. A sale that was taken back is a sale and an adjustment.
 * The movements come page by page; `cursor` is the source of the last one seen. Throws `product_not_found`.
 */
export async function ledger(db: Database, sku: string, { limit, cursor }: Page): Promise<Ledger> {
  const [row] = await db
    .select({ productId: product.productId, sku: product.sku, ...sums })
    .from(product)
    .where(eq(product.sku, sku));
  if (row?.sku !== sku) throw productNotFound(sku);
  const { productId, sku: _, ...found } = row;
  return { ...balance(found), movements: await page(db, productId, limit, cursor) };
}

async function page(db: Database, productId: string, limit: number, cursor?: string): Promise<Movement[]> {
  if (cursor === undefined) return latest(db, productId, limit);
  const [seen] = await latest(db, productId, 1, (_, id) => eq(id, cursor));
  if (!seen) return [];
  const at = new Date(seen.at);
  return latest(db, productId, limit, (time, id) => or(lt(time, at), and(eq(time, at), lt(id, cursor))));
}

/** Of all movements, or of those that a condition on their time and their source holds for. */
async function latest(
  db: Database,
  productId: string,
  limit: number,
  which: (at: MySqlColumn, source: MySqlColumn) => SQL | undefined = () => undefined,
): Promise<Movement[]> {
  const sales = await db
    .select({
      at: orders.confirmedAt,
      delta: sql<number>`-${orders.quantity}`.mapWith(Number),
      source: orders.orderId,
    })
    .from(orders)
    .where(
      and(
        eq(orders.productId, productId),
        inArray(orders.status, soldStatuses),
        which(orders.confirmedAt, orders.orderId),
      ),
    )
    .orderBy(desc(orders.confirmedAt), desc(orders.orderId))
    .limit(limit);
  const receipts = await db
    .select({ at: restock.completedAt, delta: restock.quantity, source: restock.restockId })
    .from(restock)
    .where(
      and(
        eq(restock.productId, productId),
        isNotNull(restock.completedAt),
        which(restock.completedAt, restock.restockId),
      ),
    )
    .orderBy(desc(restock.completedAt), desc(restock.restockId))
    .limit(limit);
  const adjustments = await db
    .select({ at: adjustment.createdAt, delta: adjustment.delta, source: adjustment.adjustmentId })
    .from(adjustment)
    .where(and(eq(adjustment.productId, productId), which(adjustment.createdAt, adjustment.adjustmentId)))
    .orderBy(desc(adjustment.createdAt), desc(adjustment.adjustmentId))
    .limit(limit);
  return [
    ...sales.map(toMovement("sale")),
    ...receipts.map(toMovement("receipt")),
    ...adjustments.map(toMovement("adjustment")),
  ]
    .toSorted((a, b) => (`${a.at} ${a.source}` < `${b.at} ${b.source}` ? 1 : -1))
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
