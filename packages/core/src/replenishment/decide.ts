import { bounded, type Bounds } from "./bounds.ts";
import type { Plan } from "./plan.ts";

/** What there is, what is coming, and what is promised. */
export interface Position {
  stock: number;
  onOrder: number;
  waiting: number;
}

/** Units that can be promised once all that is on order has come. */
export const projectedStock = ({ stock, onOrder, waiting }: Position) => stock + onOrder - waiting;

/**
 * How many units are ordered for a shelf; 0: none. Ordered is at the reorder point, or where a refused customer `wanted` more
 * than there is, and then at least what is short; within the bounds where there are any, and never while an order is open.
 */
export function unitsToOrder(position: Position, plan: Plan, wanted = 0, bounds?: Bounds): number {
  const units = projectedStock(position);
  if (position.onOrder > 0 || (units > plan.reorderPoint && units >= wanted)) return 0;
  const needed = Math.max(plan.reorderQuantity, plan.reorderPoint - units, wanted - units);
  return bounds ? bounded(needed, bounds) : needed;
}
