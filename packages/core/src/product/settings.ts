import { eq } from "drizzle-orm";
import type { Database } from "../db/client.ts";
import { DomainError } from "../error.ts";
import { commit } from "../event/outbox.ts";
import { isPossible } from "../replenishment/bounds.ts";
import { replan } from "../replenishment/replan.ts";
import { consider } from "../restock/consider.ts";
import { showProduct } from "./catalogue.ts";
import type { Product, Settings } from "./product.schema.ts";
import { findProduct } from "./product.ts";
import { product } from "./product.sql.ts";

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
    const changed = await findProduct(unit.tx, sku);
    checkBounds(changed, settings);
    if (changed.reorderMode === "auto") await replan(unit.tx, changed);
    await consider(unit, await findProduct(unit.tx, sku));
  });
  return showProduct(db, sku);
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
