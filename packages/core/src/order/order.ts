import { and, eq, inArray, ne } from "drizzle-orm";
import type { Executor } from "../db/client.ts";
import { DomainError } from "../error.ts";
import { product } from "../product/product.sql.ts";
import type { Order } from "./order.schema.ts";
import { orders } from "./order.sql.ts";

type Row = Pick<
  typeof orders.$inferSelect,
  "orderId" | "quantity" | "unitPrice" | "status" | "createdAt" | "lane"
>;

/** True of an intent that may vanish, as those of the normal lane may: it is no order yet. */
export const isVolatile = ({ status, lane }: Pick<Row, "status" | "lane">): boolean =>
  status === "pending" && lane === "normal";

/** An order as the outside sees it. */
export function toOrder(row: Row, { sku, name }: { sku: string; name: string }): Order {
  return {
    id: row.orderId,
    sku,
    name,
    quantity: row.quantity,
    unitPrice: row.unitPrice,
    total: row.quantity * row.unitPrice,
    currency: "KRW",
    status: row.status,
    createdAt: row.createdAt.toISOString(),
  };
}

/** One order; throws `order_not_found`. */
export async function findOrder(db: Executor, orderId: string): Promise<Order> {
  const [row] = await db
    .select({ order: orders, sku: product.sku, name: product.name })
    .from(orders)
    .innerJoin(product, eq(product.productId, orders.productId))
    .where(eq(orders.orderId, orderId));
  if (!row || isVolatile(row.order)) throw new DomainError("order_not_found", `There is no order ${orderId}`);
  return toOrder(row.order, row);
}

/** Of these orders those that are decided. */
export async function findDecided(db: Executor, orderIds: readonly string[]): Promise<Set<string>> {
  const rows = await db
    .select({ id: orders.orderId })
    .from(orders)
    .where(and(inArray(orders.orderId, [...orderIds]), ne(orders.status, "pending")));
  return new Set(rows.map(({ id }) => id));
}
