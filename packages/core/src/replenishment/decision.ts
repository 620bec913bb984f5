import { desc, eq, sql } from "drizzle-orm";
import type { Database, Transaction } from "../db/client.ts";
import { newId, now, truth } from "../db/columns.ts";
import { newestFirst, type Page } from "../db/page.ts";
import { isRestocked } from "../product/available.ts";
import { findProduct } from "../product/product.ts";
import { factory, product } from "../product/product.sql.ts";
import { restock } from "../restock/restock.sql.ts";
import { projectedStock, unitsToOrder } from "./decide.ts";
import type { Decision, Decisions, Projection, Reorder } from "./decision.schema.ts";
import { decision } from "./decision.sql.ts";
import { reorderPoint } from "./projection.ts";
import { sentence } from "./sentence.ts";

type Row = typeof decision.$inferInsert;
type Reason = Row["reason"];

/** What was decided: the order that was opened, or none; and how many units a refused customer asked for. */
interface Decided {
  restockId: string | undefined;
  wanted: number;
}

/**
 * Keeps a decision that a transaction has just made, where it differs from the product's last one: each order is one, that
 * there is no order for another reason or at another reorder point is one. While an order is open nothing is decided anew.
 */
export async function record(tx: Transaction, productId: string, decided: Decided): Promise<void> {
  const row = await describe(tx, productId, decided);
  if (row && (row.reason === "ordered" || (await isNews(tx, row)))) await tx.insert(decision).values(row);
}

async function describe(tx: Transaction, productId: string, { restockId = "", wanted }: Decided) {
  const [found] = await tx
    .select({
      stock: product.stock,
      point: reorderPoint.mapWith(Number),
      note: product.autoNote,
      waiting: product.waiting,
      isRestocked: sql`${isRestocked}`.mapWith(truth),
      open: restock,
      factoryId: factory.factoryId,
      isPaused: sql`COALESCE(${product.restockAfter} > ${now}, 0)`.mapWith(truth),
    })
    .from(product)
    .leftJoin(restock, eq(restock.openKey, product.productId))
    .leftJoin(factory, eq(factory.factoryId, product.factoryId))
    .where(eq(product.productId, productId));
  if (!found) throw new Error(`The product ${productId} vanished`);
  const { open, stock, point } = found;
  const isOrdered = open?.restockId === restockId;
  const position = { stock, onOrder: isOrdered ? 0 : (open?.quantity ?? 0), waiting: found.waiting };
  const plan = { reorderPoint: point, reorderQuantity: 1 };
  const hasEnough = unitsToOrder({ ...position, onOrder: 0 }, plan, wanted) === 0;
  const reason: Reason | undefined = isOrdered ? "ordered" : hasEnough ? "enough" : obstacle(found);
  return (
    reason && {
      decisionId: newId(),
      productId,
      reason,
      restockId: isOrdered ? restockId : null,
      quantity: isOrdered ? open.quantity : 0,
      ...position,
      wanted,
      reorderPoint: point,
      note: found.note,
    }
  );
}

/** Undefined: the obstacle is gone by now, and so is the reason for a row. */
function obstacle(found: {
  isRestocked: boolean;
  factoryId: string | null;
  isPaused: boolean;
}): Reason | undefined {
  if (!found.isRestocked) return "not_restocked";
  if (found.factoryId === null) return "factory_missing";
  return found.isPaused ? "paused" : undefined;
}

async function isNews(tx: Transaction, { productId, reason, reorderPoint: point }: Row): Promise<boolean> {
  const [last] = await tx
    .select({ reason: decision.reason, point: decision.reorderPoint })
    .from(decision)
    .where(eq(decision.productId, productId))
    .orderBy(desc(decision.decisionId))
    .limit(1);
  return last?.reason !== reason || last.point !== point;
}

/**
 * How a product is restocked now, its shelf, and what was decided, newest first; `cursor` is the id of the last one seen. Throws
 * `product_not_found`.
 */
export async function listDecisions(db: Database, sku: string, page: Page): Promise<Decisions> {
  const row = await findProduct(db, sku);
  const rows = await newestFirst(
    db.select().from(decision).$dynamic(),
    decision.decisionId,
    page,
    eq(decision.productId, row.productId),
  );
  return {
    reorder: toReorder(row),
    shelf: await shelfOf(db, row.productId),
    decisions: rows.map((each) => toDecision(each, sku)),
  };
}

/** What is on the shelf, on its way and waited for, of one moment. */
async function shelfOf(db: Database, productId: string): Promise<Projection> {
  const [found] = await db
    .select({
      stock: product.stock,
      waiting: product.waiting,
      onOrder: sql`COALESCE(${restock.quantity}, 0)`.mapWith(Number),
    })
    .from(product)
    .leftJoin(restock, eq(restock.openKey, product.productId))
    .where(eq(product.productId, productId));
  if (!found) throw new Error(`The product ${productId} vanished`);
  return { ...found, projected: projectedStock(found) };
}

const toReorder = (row: typeof product.$inferSelect): Reorder => ({
  reorderMode: row.reorderMode,
  serviceLevel: row.serviceLevel,
  reorderPoint: row.autoPoint ?? row.reorderPoint,
  reorderQuantity: row.autoQuantity ?? row.reorderQuantity,
  reorderMinimum: row.reorderMinimum,
  reorderMultiple: row.reorderMultiple,
  reorderMaximum: row.reorderMaximum,
  note: row.autoNote,
  restocking: row.restocking,
  retired: row.retired,
});

const toDecision = (row: typeof decision.$inferSelect, sku: string): Decision => ({
  id: row.decisionId,
  sku,
  outcome: row.reason === "ordered" ? "ordered" : "not_ordered",
  reason: row.reason,
  quantity: row.quantity,
  restockId: row.restockId,
  stock: row.stock,
  onOrder: row.onOrder,
  waiting: row.waiting,
  projected: projectedStock(row),
  wanted: row.wanted,
  reorderPoint: row.reorderPoint,
  message: sentence(row),
  createdAt: row.createdAt.toISOString(),
});
