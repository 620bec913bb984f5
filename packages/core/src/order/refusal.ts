import { and, eq, isNull, lt } from "drizzle-orm";
import { now } from "../db/columns.ts";
import type { UnitOfWork } from "../event/outbox.ts";
import { available, availableOf } from "../product/available.ts";
import { product } from "../product/product.sql.ts";

/**
 * Tells of the first sale refused since the last replenishment; a crowd at an empty shelf is one piece of news.
 * A shelf that was filled meanwhile has begun a new period, whose first refusal this one is not. True where it told.
 */
export async function announceRefusal(
  unit: UnitOfWork,
  shelf: Pick<typeof product.$inferSelect, "productId" | "sku" | "stock" | "waiting" | "retired">,
  quantity: number,
): Promise<boolean> {
  const { productId, sku } = shelf;
  const { rowsAffected } = await unit.tx
    .update(product)
    .set({ refusedAt: now })
    .where(and(eq(product.productId, productId), isNull(product.refusedAt), lt(available, quantity)));
  if (rowsAffected > 0) unit.emit("order.refused", sku, { sku, quantity, stock: availableOf(shelf) });
  return rowsAffected > 0;
}
