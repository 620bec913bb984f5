import { eq } from "drizzle-orm";
import type { Executor } from "../db/client.ts";
import { DomainError } from "../error.ts";
import { product } from "../product/product.sql.ts";
import type { Order } from "./order.schema.ts";
import { orders } from "./order.sql.ts";

type Row = Pick<typeof orders.$inferSelect, "orderId" | "quantity" | "unitPrice" | "status" | "createdAt">;

/** A pending row is an intent that may vanish, so it is no order yet: undefined. */
export function toOrder(row: Row, { sku, name }: { sku: string; name: string }): Order | undefined {
  if (row.status === "pending") return undefined;
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
  const order = row && toOrder(row.order, row);
  if (!order) throw new DomainError("order_not_found", `There is no order ${orderId}`);
  return order;
}
