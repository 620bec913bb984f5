import { eq } from "drizzle-orm";
import type { Database } from "../db/client.ts";
import { DomainError } from "../error.ts";
import { commit, type UnitOfWork } from "../event/outbox.ts";
import { isPossible } from "../replenishment/bounds.ts";
import { replan } from "../replenishment/replan.ts";
import { consider } from "../restock/consider.ts";
import { availableOf } from "./available.ts";
import { describeProduct } from "./catalogue.ts";
import { endPeriod } from "./period.ts";
import type { Product, Settings } from "./product.schema.ts";
import { findProduct } from "./product.ts";
import { product } from "./product.sql.ts";

/**
 * What follows from other settings: reorder point and quantity are measured anew, a restock is considered, and what comes
 * back from retirement with units on the shelf is news to whoever was told that it cannot be bought. Throws
 * `invalid_request` where no quantity would be left between the bounds.
 */
export async function changed(unit: UnitOfWork, sku: string, settings: Settings): Promise<void> {
  const row = await findProduct(unit.tx, sku);
  checkBounds(row, settings);
  if (row.reorderMode === "auto") await replan(unit.tx, row);
  const returns = settings.retired === false && (await endPeriod(unit.tx, row.productId));
  const shelf = await findProduct(unit.tx, sku);
  const stock = availableOf(shelf);
  if (returns) unit.emit("stock.replenished", sku, { sku, stock, restockId: null, quantity: stock });
  await consider(unit, shelf);
}

/**
 * Changes a product's settings and considers a restock by the new ones. Throws `product_not_found`, and `invalid_request`
 * where no quantity would be left between the bounds.
 */
export async function changeSettings(
  db: Database,
  sku: string,
  settings: Settings,
  correlationId: string,
): Promise<Product> {
  const { productId } = await findProduct(db, sku);
  await commit(db, correlationId, async (unit) => {
    await unit.tx
      .update(product)
      .set({ ...settings, ...(settings.reorderMode === "fixed" ? unmeasured : {}) })
      .where(eq(product.productId, productId));
    await changed(unit, sku, settings);
  });
  return describeProduct(db, sku);
}

const unmeasured = { autoPoint: null, autoQuantity: null, autoNote: null };
const bounds = ["reorderMinimum", "reorderMultiple", "reorderMaximum"] as const;

function checkBounds(row: typeof product.$inferSelect, settings: Settings): void {
  const { reorderMinimum: minimum, reorderMultiple: multiple, reorderMaximum: maximum } = row;
  if (isPossible({ minimum, multiple, maximum })) return;
  const blamed = bounds.find((name) => settings[name] !== undefined);
  const message = `No multiple of ${multiple} lies between the minimum of ${minimum} and the maximum of ${maximum}`;
  throw new DomainError("invalid_request", message, `#/${blamed}`);
}
