import { and, eq, isNull, lte, or, sql } from "drizzle-orm";
import { isDuplicate } from "../db/failure.ts";
import { fromNow, newId, now } from "../db/columns.ts";
import { raiseIncident } from "../event/incident.ts";
import type { UnitOfWork } from "../event/outbox.ts";
import { available, availableOf, unclaimedOf } from "../product/available.ts";
import { factory, product } from "../product/product.sql.ts";
import { record } from "../replenishment/decision.ts";
import { isShort, quantity } from "../replenishment/projection.ts";
import { leadTimeMs, overdueAfterMs } from "./deadlines.ts";
import { openRestock } from "./restock.ts";
import { restock } from "./restock.sql.ts";
import type { Shelf } from "./shelf.ts";

/**
 * Whether it is worth asking `consider`, from what was read anyway: a sale that leaves plenty, and a refusal while
 * an order is open, then write nothing. `wanted` is how many units a refused customer asked for.
 */
export function worthConsidering(shelf: Shelf, isOpen: boolean, wanted = 0): boolean {
  const unannounced = availableOf(shelf) === 0 && shelf.soldOutAt === null;
  const units = unclaimedOf(shelf);
  const isLow = units <= (shelf.autoPoint ?? shelf.reorderPoint) || units < wanted;
  const low = isLow && shelf.restocking && !shelf.retired;
  const coolingDown = shelf.restockAfter !== null && shelf.restockAfter > new Date();
  return unannounced || (low && !isOpen && !coolingDown);
}

/**
 * The one place that decides whether a product is ordered from its factory: opens a restock order where the projected
 * stock has fallen to the reorder point, or cannot serve `wanted` units, and none is open; and announces once per
 * sold-out period that nothing can be bought. Both are decided by the statements themselves, never from what was read before.
 */
export async function consider(unit: UnitOfWork, shelf: Shelf, wanted = 0): Promise<void> {
  const emptied = await announceEmpty(unit, shelf);
  const opened = await open(unit, shelf, wanted);
  if (emptied) {
    // Announcing took the product's row lock, so whoever opened the order has committed before this snapshot.
    const restockId = await openRestock(unit.tx, shelf.productId);
    unit.emit("stock.empty", shelf.sku, { sku: shelf.sku, stock: 0, restockId });
  }
  if (opened) unit.emit("restock.requested", shelf.sku, opened);
}

async function announceEmpty({ tx }: UnitOfWork, { productId }: Shelf): Promise<boolean> {
  const { rowsAffected } = await tx
    .update(product)
    .set({ soldOutAt: now })
    .where(and(eq(product.productId, productId), eq(available, 0), isNull(product.soldOutAt)));
  return rowsAffected > 0;
}

async function open(unit: UnitOfWork, shelf: Shelf, wanted: number) {
  const { tx, correlationId } = unit;
  const restockId = newId();
  const leadMs = await leadTimeMs(tx, shelf.factoryId);
  const id = restock.restockId.mapToDriverValue(restockId);
  const statement = sql`
    INSERT INTO ${restock} (restock_id, product_id, factory_id, quantity, status, open_key, correlation_id, expected_at, due_at)
    SELECT ${id}, product_id, f.factory_id, ${quantity(wanted)},
           'requested', product_id, ${correlationId}, ${fromNow(leadMs)}, ${fromNow(overdueAfterMs(leadMs))}
      FROM ${product} JOIN ${factory} f ON f.factory_id = product.factory_id
     WHERE product_id = ${product.productId.mapToDriverValue(shelf.productId)} AND ${isShort(wanted)}
       AND (restock_after IS NULL OR restock_after <= ${now})`;
  try {
    if ((await tx.execute(statement)).rowsAffected === 0) return decline(unit, shelf, wanted, leadMs);
  } catch (error) {
    if (isDuplicate(error)) return undefined;
    throw error;
  }
  const [opened] = await tx
    .select({ quantity: restock.quantity, factoryId: factory.identifier })
    .from(restock)
    .innerJoin(factory, eq(factory.factoryId, restock.factoryId))
    .where(eq(restock.restockId, restockId));
  if (!opened) throw new Error(`Restock order ${restockId} vanished`);
  await record(tx, shelf.productId, { restockId, wanted });
  return { restockId, sku: shelf.sku, ...opened, attempt: 1 };
}

async function decline(unit: UnitOfWork, shelf: Shelf, wanted: number, leadMs: number): Promise<undefined> {
  await reportOrphan(unit, shelf, wanted, leadMs);
  await record(unit.tx, shelf.productId, { restockId: undefined, wanted });
}

/**
 * A shelf whose factory does not exist cannot be ordered for: operations are told, and nobody tries again for one overdue
 * period. Of any other shelf there is nothing to report.
 */
async function reportOrphan(unit: UnitOfWork, { productId, sku }: Shelf, wanted: number, leadMs: number) {
  const { rowsAffected } = await unit.tx
    .update(product)
    .set({ restockAfter: fromNow(overdueAfterMs(leadMs)) })
    .where(
      and(
        eq(product.productId, productId),
        isShort(wanted),
        or(isNull(product.restockAfter), lte(product.restockAfter, now)),
        sql`NOT EXISTS (SELECT 1 FROM ${factory} f WHERE f.factory_id = product.factory_id)`,
      ),
    );
  if (rowsAffected === 0) return;
  const message = "No restock order can be opened: the product names a factory that does not exist.";
  raiseIncident(unit, { kind: "factory_missing", severity: "critical", about: sku, sku, message });
}
