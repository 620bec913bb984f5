import { and, eq, gte, lte, sql } from "drizzle-orm";
import type { Database } from "../db/client.ts";
import { newId } from "../db/columns.ts";
import { isDuplicate } from "../db/failure.ts";
import { DomainError } from "../error.ts";
import { commit, type UnitOfWork } from "../event/outbox.ts";
import { keyHash, requestHash } from "../hash.ts";
import { availableOf } from "../product/available.ts";
import { endPeriod } from "../product/period.ts";
import { findProduct } from "../product/product.ts";
import { product } from "../product/product.sql.ts";
import { serveLine } from "../reservation/serve.ts";
import { consider } from "../restock/consider.ts";
import type { Adjustment } from "./stock.schema.ts";
import { adjustment } from "./stock.sql.ts";

/** The most units that a correction may leave on a shelf: what is on order must still fit into an INT beside them. */
const LARGEST_STOCK = 1_000_000_000;

interface AdjustContext {
  correlationId: string;
  idempotencyKey?: string | undefined;
}

interface Adjusted {
  stock: number;
  replayed: boolean;
}

type Row = typeof adjustment.$inferInsert;

/**
 * Corrects the stock and writes the movement that explains it, once per idempotency key; what was added serves the
 * waiting line first. Returns the stock on hand, and whether an earlier request with the key had corrected it.
 * Throws `product_not_found`, `insufficient_stock` where the stock would fall below 0, `invalid_request` where it would
 * be more than a shelf can hold, and `idempotency_key_reused`.
 */
export async function adjust(
  db: Database,
  sku: string,
  request: Adjustment,
  context: AdjustContext,
): Promise<Adjusted> {
  const { productId } = await findProduct(db, sku);
  const adjusted = await correct(db, sku, productId, request, context);
  return request.delta > 0 && (await serveLine(db, productId)) > 0
    ? { ...adjusted, stock: (await findProduct(db, sku)).stock }
    : adjusted;
}

async function correct(
  db: Database,
  sku: string,
  productId: string,
  request: Adjustment,
  context: AdjustContext,
): Promise<Adjusted> {
  const adjustmentId = newId();
  const row = {
    adjustmentId,
    productId,
    delta: request.delta,
    reason: request.reason,
    idempotencyKey: context.idempotencyKey === undefined ? adjustmentId : keyHash(context.idempotencyKey),
    requestHash: requestHash({ sku, ...request }),
  };
  try {
    const stock = await commit(db, context.correlationId, (unit) => apply(unit, row, sku));
    return { stock, replayed: false };
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    return replay(db, row, sku);
  }
}

async function apply(unit: UnitOfWork, row: Row, sku: string): Promise<number> {
  const { delta } = row;
  await unit.tx.insert(adjustment).values(row);
  const after = sql`${product.stock} + ${delta}`;
  const { rowsAffected } = await unit.tx
    .update(product)
    .set({ stock: after })
    .where(and(eq(product.productId, row.productId), delta < 0 ? gte(after, 0) : lte(after, LARGEST_STOCK)));
  if (rowsAffected === 0) throw refusal(sku, delta);
  if (delta > 0) await endPeriod(unit.tx, row.productId);
  const adjusted = await findProduct(unit.tx, sku);
  if (delta > 0)
    unit.emit("stock.replenished", sku, {
      sku,
      stock: availableOf(adjusted),
      restockId: null,
      quantity: delta,
    });
  await consider(unit, adjusted);
  return adjusted.stock;
}

const refusal = (sku: string, delta: number) =>
  delta < 0
    ? new DomainError("insufficient_stock", `The stock of ${sku} would fall below 0`)
    : new DomainError(
        "invalid_request",
        `The delta would raise the stock of ${sku} above ${LARGEST_STOCK}`,
        "#/delta",
      );

async function replay(db: Database, row: Row, sku: string): Promise<Adjusted> {
  const [earlier] = await db
    .select()
    .from(adjustment)
    .where(eq(adjustment.idempotencyKey, row.idempotencyKey));
  if (earlier?.requestHash !== row.requestHash)
    throw new DomainError("idempotency_key_reused", "This Idempotency-Key belongs to another adjustment");
  const { stock } = await findProduct(db, sku);
  // The row is this request's own where only the answer to it was lost.
  return { stock, replayed: earlier.adjustmentId !== row.adjustmentId };
}
