import type { Database } from "../../db/client.ts";
import { log, reason } from "../../log.ts";
import { type QueuedOrder, sendOrder } from "./queued.ts";

/** How a checkout hands an order over in the surge lane, and how many milliseconds it waits for the verdict. */
export interface Lane {
  send: (order: QueuedOrder) => Promise<void>;
  verdictWithinMs: number;
}

/** The `orders` queue, and the wait that the contract of the checkout names. */
export const ordersLane: Lane = { send: sendOrder, verdictWithinMs: 1_500 };

/**
 * Hands an order over to be decided with others. Where the queue does not take it, it is decided here and now, by what is
 * loaded then and not before: a sale whose queue works does not pay for it.
 */
export async function handOver(db: Database, lane: Lane, order: QueuedOrder): Promise<void> {
  await lane.send(order).catch(async (error: unknown) => {
    log.warn("an order is decided without its queue", { ...order, reason: reason(error) });
    const { decideUnqueued } = await import("./unqueued.ts");
    await decideUnqueued(db, order.orderId);
  });
}
