import { sql } from "drizzle-orm";
import { product } from "../product/product.sql.ts";

/**
 * The rules of `decide.ts` as conditions on a row of `product`, for statements that decide by themselves. What is on order
 * is not in them: they open orders, and a product's `open_key` lets none be opened while one is open.
 */

/** Units that waiting customers have a claim to. */
export const waiting = sql`0`;

/** On hand - waiting: the projected stock while no order is open. */
const units = sql`(${product.stock} - ${waiting})`;

/** The measured reorder point, or the fixed one where none is measured. */
export const reorderPoint = sql<number>`COALESCE(${product.autoPoint}, ${product.reorderPoint})`;

/** Whether a shelf is at its reorder point, or has less than a refused customer wanted. */
export const isShort = (wanted = 0) => sql`(${units} <= ${reorderPoint} OR ${units} < ${wanted})`;

/** How many units are ordered for a shelf that is short. */
export function quantity(wanted = 0) {
  const needed = sql`GREATEST(COALESCE(${product.autoQuantity}, ${product.reorderQuantity}), ${reorderPoint} - ${units}, ${wanted} - ${units})`;
  const { reorderMinimum: minimum, reorderMultiple: multiple, reorderMaximum: maximum } = product;
  return sql`CASE WHEN ${product.autoQuantity} IS NULL THEN ${needed} ELSE
    LEAST(CEIL(GREATEST(${needed}, ${minimum}) / ${multiple}) * ${multiple}, FLOOR(${maximum} / ${multiple}) * ${multiple}) END`;
}
