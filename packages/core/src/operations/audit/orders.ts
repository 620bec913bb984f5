import { and, asc, eq, isNotNull, isNull, lt, or } from "drizzle-orm";
import { orders } from "../../order/order.sql.ts";
import { product } from "../../product/product.sql.ts";
import { type Check, isLate, minutesAgo, movedBy, wrong } from "./check.ts";

export const order: readonly Check[] = [
  {
    name: "order_confirmed",
    rule: "an order is of a product, and has a time of confirmation once it is confirmed and not before",
    look: async ({ db }) => {
      const [found] = await db
        .select({ order: orders, sku: product.sku })
        .from(orders)
        .leftJoin(product, eq(product.productId, orders.productId))
        .where(
          or(
            and(eq(orders.status, "confirmed"), isNull(orders.confirmedAt)),
            and(eq(orders.status, "pending"), isNotNull(orders.confirmedAt)),
            isNull(product.productId),
          ),
        )
        .orderBy(asc(orders.orderId))
        .limit(1);
      if (!found) return undefined;
      const { orderId, status, confirmedAt } = found.order;
      if (found.sku === null) return wrong(`order ${orderId}`, "its product does not exist");
      const time = confirmedAt
        ? `was confirmed at ${confirmedAt.toISOString()}`
        : "has no time of confirmation";
      return wrong(`order ${orderId}`, `it is ${status} but ${time}`);
    },
  },
  {
    name: "intents_swept",
    rule: "an order is decided within five minutes, or its intent is cleared",
    look: async ({ db }) => {
      const [found] = await db
        .select({ id: orders.orderId, late: isLate(orders.createdAt) })
        .from(orders)
        .where(and(eq(orders.status, "pending"), lt(orders.createdAt, minutesAgo(5))))
        .orderBy(asc(orders.createdAt))
        .limit(1);
      return found && movedBy("watchdog", `order ${found.id}`, "it has been undecided", found.late);
    },
  },
  {
    name: "orders_announced",
    rule: "every confirmed order is announced",
    look: async ({ db }) => {
      const [found] = await db
        .select({ id: orders.orderId, late: isLate(orders.confirmedAt) })
        .from(orders)
        .where(and(eq(orders.status, "confirmed"), isNull(orders.announcedAt)))
        .orderBy(asc(orders.createdAt))
        .limit(1);
      return (
        found && movedBy("relay", `order ${found.id}`, "it has been confirmed and not announced", found.late)
      );
    },
  },
];
