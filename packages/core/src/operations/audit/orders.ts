import { and, asc, eq, inArray, isNotNull, isNull, lt, or, sql } from "drizzle-orm";
import { orders, soldStatuses } from "../../order/order.sql.ts";
import { product } from "../../product/product.sql.ts";
import { type Check, isLate, minutesAgo, movedBy, wrong } from "./check.ts";

// Orders are kept for good, so each rule asks an index, and none of them reads every row.
export const order: readonly Check[] = [
  {
    name: "order_confirmed",
    rule: "an order has a time of confirmation once it is confirmed",
    look: async ({ db }) => {
      const isTimeless = and(eq(orders.status, "confirmed"), isNull(orders.confirmedAt));
      const [found] = await db
        .select({ id: orders.orderId })
        .from(product)
        .innerJoin(orders, and(eq(orders.productId, product.productId), isTimeless))
        .limit(1);
      return found && wrong(`order ${found.id}`, "it is confirmed but has no time of confirmation");
    },
  },
  {
    name: "order_undecided",
    rule: "an order has no time of confirmation while it is undecided",
    look: async ({ db }) => {
      const [found] = await db
        .select({ id: orders.orderId, at: orders.confirmedAt })
        .from(orders)
        .where(and(eq(orders.status, "pending"), isNotNull(orders.confirmedAt)))
        .limit(1);
      return (
        found && wrong(`order ${found.id}`, `it is pending but was confirmed at ${found.at?.toISOString()}`)
      );
    },
  },
  {
    name: "order_refused",
    rule: "an order is refused in the surge lane only, has the time of it then, and is not in the ledger",
    look: async ({ db }) => {
      const isOdd = or(
        eq(orders.lane, "normal"),
        isNull(orders.refusedAt),
        isNotNull(orders.confirmedAt),
        isNotNull(orders.announcedAt),
      );
      const [found] = await db
        .select({ id: orders.orderId, lane: orders.lane })
        .from(orders)
        .where(and(eq(orders.status, "refused"), isOdd))
        .limit(1);
      return (
        found &&
        wrong(`order ${found.id}`, `it was refused in the ${found.lane} lane, and its times do not fit`)
      );
    },
  },
  {
    name: "order_product",
    rule: "an order is of a product that exists",
    look: async ({ db }) => {
      const ordered = db.selectDistinct({ productId: orders.productId }).from(orders).as("ordered");
      const [found] = await db
        .select({
          id: sql<string>`(SELECT order_id FROM ${orders} o WHERE o.product_id = ordered.product_id LIMIT 1)`.mapWith(
            orders.orderId,
          ),
        })
        .from(ordered)
        .leftJoin(product, eq(product.productId, ordered.productId))
        .where(isNull(product.productId))
        .limit(1);
      return found && wrong(`order ${found.id}`, "its product does not exist");
    },
  },
  {
    name: "intents_swept",
    rule: "an order is decided within five minutes, or in the normal lane its intent is cleared",
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
    rule: "every sale is announced, also one that was taken back",
    look: async ({ db }) => {
      const [found] = await db
        .select({ id: orders.orderId, late: isLate(orders.confirmedAt) })
        .from(orders)
        .where(and(inArray(orders.status, soldStatuses), isNull(orders.announcedAt)))
        .orderBy(asc(orders.createdAt))
        .limit(1);
      return (
        found && movedBy("relay", `order ${found.id}`, "it has been confirmed and not announced", found.late)
      );
    },
  },
];
