import { sql } from "drizzle-orm";
import { isRestocked, unclaimed } from "../product/available.ts";
import { product } from "../product/product.sql.ts";

/**
 * The rules of `decide.ts` as conditions on a row of `product`, for statements that decide by themselves. What is on order
 * is not in them: they open orders, and a product's `open_key` lets none be opened while one is open. So what the waiting
 * line leaves of the stock is the projected stock.
 */

/** The measured reorder point, or the fixed one where none is measured. */
export const reorderPoint = sql<number>`COALESCE(${product.autoPoint}, ${product.reorderPoint})`;

/** Whether a shelf that the store restocks is at its reorder point, or has less than a refused customer wanted. */
export const isShort = (wanted = 0) =>
  sql`(${isRestocked} AND (${unclaimed} <= ${reorderPoint} OR ${unclaimed} < ${wanted}))`;

/** How many units are ordered for a shelf that is short. */
export function quantity(wanted = 0) {
  const needed = sql`GREATEST(COALESCE(${product.autoQuantity}, ${product.reorderQuantity}), ${reorderPoint} - ${unclaimed}, ${wanted} - ${unclaimed})`;
  const { reorderMinimum: minimum, reorderMultiple: multiple, reorderMaximum: maximum } = product;
  return sql`CASE WHEN ${product.autoQuantity} IS NULL THEN ${needed} ELSE
    LEAST(CEIL(GREATEST(${needed}, ${minimum}) / ${multiple}) * ${multiple}, FLOOR(${maximum} / ${multiple}) * ${multiple}) END`;
}
