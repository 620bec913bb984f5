import { decideBatch } from "@donut-states/core/order/surge/decide";
import { parseQueuedOrder } from "@donut-states/core/order/surge/queued";
import { batchConsumer } from "./consumer.ts";

/** Decides the orders of products in the surge lane, many with one statement. */
export const handler = batchConsumer({
  queue: "orders",
  parse: parseQueuedOrder,
  handle: async (db, orders) => {
    const failures = await decideBatch(
      db,
      orders.map(({ orderId }) => orderId),
    );
    return orders.map(({ orderId }) => failures.get(orderId));
  },
});
