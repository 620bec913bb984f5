import { eq } from "drizzle-orm";
import type { Database } from "../db/client.ts";
import { product } from "../product/product.sql.ts";
import { type Hop, hop } from "../schema.ts";
import { orders } from "./order.sql.ts";

/** The story that an order belongs to; undefined where there is no such order. */
export async function storyOfOrder(db: Database, orderId: string): Promise<string | undefined> {
  const [row] = await db
    .select({ correlationId: orders.correlationId })
    .from(orders)
    .where(eq(orders.orderId, orderId));
  return row?.correlationId;
}

/** What a story did to orders: the intent, the sale, and its announcement, which is made from the order itself. */
export async function orderHops(db: Database, correlationId: string): Promise<Hop[]> {
  const rows = await db
    .select({ order: orders, sku: product.sku })
    .from(orders)
    .innerJoin(product, eq(product.productId, orders.productId))
    .where(eq(orders.correlationId, correlationId))
    .orderBy(orders.orderId);
  return rows.flatMap(({ order, sku }) => {
    const what = `order ${order.orderId}: ${order.quantity} x ${sku}`;
    return [
      ...hop(order.createdAt, "orders", what, order.lane === "surge" ? "intended, surge lane" : "intended"),
      ...hop(order.confirmedAt, "orders", what, "confirmed"),
      ...hop(order.refusedAt, "orders", what, "refused"),
      ...hop(order.cancelledAt, "orders", what, "cancelled"),
      ...hop(order.mailedAt, "mail", `to the customer of order ${order.orderId}`, "written"),
      ...hop(order.announcedAt, "topic", `order.completed of ${order.orderId}`, "published"),
    ];
  });
}
