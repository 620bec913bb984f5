import { and, eq, inArray, sql } from "drizzle-orm";
import type { Executor } from "../db/client.ts";
import { newestFirst, type Page } from "../db/page.ts";
import { DomainError } from "../error.ts";
import { product } from "../product/product.sql.ts";
import type { Restock } from "./restock.schema.ts";
import { restock } from "./restock.sql.ts";
import { openStatuses, type RestockStatus } from "./restock.status.ts";

type Row = Pick<
  typeof restock.$inferSelect,
  | "restockId"
  | "quantity"
  | "correlationId"
  | "status"
  | "attempts"
  | "requestedAt"
  | "expectedAt"
  | "completedAt"
>;

export function toRestock(row: Row, sku: string): Restock {
  return {
    id: row.restockId,
    sku,
    quantity: row.quantity,
    correlationId: row.correlationId,
    status: row.status,
    attempts: row.attempts,
    requestedAt: row.requestedAt.toISOString(),
    expectedAt: row.expectedAt.toISOString(),
    completedAt: row.completedAt?.toISOString() ?? null,
  };
}

const withSku = (db: Executor) =>
  db
    .select({ row: restock, sku: product.sku })
    .from(restock)
    .innerJoin(product, eq(product.productId, restock.productId));

/** Restock orders, newest first; `cursor` is the id of the last one seen. */
export async function listRestocks(
  db: Executor,
  { status, ...page }: Page & { status?: RestockStatus | undefined },
): Promise<Restock[]> {
  const rows = await newestFirst(
    withSku(db).$dynamic(),
    restock.restockId,
    page,
    status && eq(restock.status, status),
  );
  return rows.map(({ row, sku }) => toRestock(row, sku));
}

/** One restock order; throws `restock_not_found`. */
export async function findRestock(db: Executor, restockId: string): Promise<Restock> {
  const [found] = await withSku(db).where(eq(restock.restockId, restockId));
  if (!found) throw new DomainError("restock_not_found", `There is no restock order ${restockId}`);
  return toRestock(found.row, found.sku);
}

/** The WHERE of every change to an open order: its old state is part of the statement, so a race has one winner. */
export const whileOpen = (restockId: string) =>
  and(eq(restock.restockId, restockId), inArray(restock.status, [...openStatuses]));

/** What the events of one order's story carry. */
export const story = ({ id, sku, quantity, attempts }: Restock) => ({
  restockId: id,
  sku,
  quantity,
  attempts,
});

/** The open order of a product, if there is one. */
export async function openRestock(db: Executor, productId: string): Promise<string | null> {
  const [found] = await db
    .select({ id: restock.restockId })
    .from(restock)
    .where(sql`${restock.openKey} = ${restock.openKey.mapToDriverValue(productId)}`);
  return found?.id ?? null;
}
