import { connect, type Database } from "@donut-states/core/db/client";
import type { CheckoutContext } from "@donut-states/core/order/attempt";
import { checkout } from "@donut-states/core/order/checkout";
import { decideBatch } from "@donut-states/core/order/surge/decide";
import { verdict } from "@donut-states/core/order/surge/verdict";
import { queues } from "@donut-states/core/topology";
import type { Answer, Shelf, Verdict } from "../load/shop.ts";
import { everyScenario } from "../scenario.ts";
import type { Stand } from "../stand.ts";
import { startQueue } from "./queue.ts";
import { bytes, change } from "./sql.ts";
import type { Subject } from "./subject.ts";

const PATIENCE_MS = 60_000;

/**
 * Checkout in the surge lane. The `orders` queue and its consumers are in this process, with the batches and the concurrency of
 * the topology and no window to fill a batch in. `waitMs` is how long a checkout waits before it answers 202; the verdict counts in any case.
 */
const surgeLane = (name: string, waitMs: number): Subject => ({
  name,
  scope: "at the database",
  kind: "ours",
  isHeld: true,
  scenarios: everyScenario,
  open: async ({ gatewayUrl, pool }) => {
    const db = connect(gatewayUrl);
    const { batchSize, maxConcurrency } = queues.orders;
    const queue = startQueue<string>((orderIds) => decide(db, orderIds), batchSize, maxConcurrency);
    const lane = {
      send: async ({ orderId }: { orderId: string }) => queue.put(orderId),
      verdictWithinMs: waitMs,
    };
    const switching = new Map<string, Promise<unknown>>();
    return {
      buy: async (shelf, idempotencyKey) => {
        const switched = switching.get(shelf.sku) ?? switchOn(pool, shelf);
        switching.set(shelf.sku, switched);
        await switched;
        return buy(db, shelf, { correlationId: "bench", idempotencyKey, lane });
      },
      close: () => queue.stop(),
    };
  },
});

export const surge = surgeLane("surge lane, driver and gateway", 1_500);
export const surgeUnwaited = surgeLane("surge lane, answered 202 at once", 0);

const switchOn = (pool: Stand["pool"], { productId }: Shelf) =>
  change(pool, "UPDATE product SET lane = 'surge' WHERE product_id = ?", [bytes(productId)]);

async function decide(db: Database, orderIds: readonly string[]): Promise<void> {
  for (const failure of (await decideBatch(db, orderIds)).values()) throw failure;
}

async function buy(db: Database, { sku }: Shelf, context: CheckoutContext): Promise<Answer> {
  const result = await checkout(db, { sku, quantity: 1 }, context);
  if (result.outcome === "out_of_stock") return { sold: false };
  if (result.outcome === "sold") return { sold: true, orderId: result.order.id };
  return { later: later(db, result.order.id) };
}

async function later(db: Database, orderId: string): Promise<Verdict> {
  const view = await verdict(db, orderId, PATIENCE_MS);
  if (view === undefined) throw new Error(`no verdict within ${PATIENCE_MS / 1000} s`);
  return view.order.status === "confirmed" ? { sold: true, orderId } : { sold: false };
}
