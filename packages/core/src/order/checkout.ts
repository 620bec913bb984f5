import type { Database } from "../db/client.ts";
import { newId } from "../db/columns.ts";
import { retry } from "../db/retry.ts";
import { DomainError } from "../error.ts";
import { commit } from "../event/outbox.ts";
import { keyHash, requestHash } from "../hash.ts";
import { log, reason } from "../log.ts";
import { measure } from "../measure.ts";
import { available } from "../product/available.ts";
import { consider, worthConsidering } from "../restock/consider.ts";
import type { Restock } from "../restock/restock.schema.ts";
import { toRestock } from "../restock/restock.ts";
import { confirm, intend, look, lookAt, type View, withdraw } from "./intent.ts";
import { handOver, type Lane, ordersLane } from "./lane.ts";
import type { Order, Purchase } from "./order.schema.ts";
import { isVolatile, toOrder } from "./order.ts";
import { announceRefusal } from "./refusal.ts";
import { verdict } from "./verdict.ts";

export interface CheckoutContext {
  correlationId: string;
  /** The client's name for this intent; without one every call is an intent of its own. */
  idempotencyKey?: string | undefined;
  /** Where an order goes whose product is in the surge lane: to the `orders` queue, unless it says otherwise. */
  lane?: Lane;
}

export type CheckoutResult =
  | { outcome: "sold"; order: Order; stock: number; replayed: boolean }
  | { outcome: "pending"; order: Order; replayed: boolean }
  | { outcome: "out_of_stock"; sku: string; stock: number; restock: Restock | null };

interface Attempt {
  correlationId: string;
  lane: Lane;
  purchase: Purchase;
  idempotencyKey: string;
  hash: string;
  /** The ids of the orders that this call meant to make: a sale under one of them is its own, and no replay. */
  intents: Set<string>;
  /** Those of them that were handed over to be decided with others. */
  sent: Set<string>;
}

type Ordered = View & { order: NonNullable<View["order"]> };

/**
 * Sells, or says that there is not enough. Sells each intent exactly once: an idempotency key that was sold before
 * is answered with the same order, even when the shelf is empty by then; a refusal is not remembered. In the surge lane
 * the verdict may take longer than a customer waits: then the order is pending, and will be confirmed or refused.
 * Throws `product_not_found`, and `idempotency_key_reused` for a known key with another purchase.
 * Safe to run again at any point, which is what happens where the database's answer was lost.
 */
export function checkout(
  db: Database,
  purchase: Purchase,
  context: CheckoutContext,
): Promise<CheckoutResult> {
  const idempotencyKey = context.idempotencyKey === undefined ? newId() : keyHash(context.idempotencyKey);
  const attempt: Attempt = {
    lane: ordersLane,
    ...context,
    purchase,
    idempotencyKey,
    hash: requestHash(purchase),
    intents: new Set(),
    sent: new Set(),
  };
  return retry(() => decide(db, attempt));
}

async function decide(db: Database, attempt: Attempt): Promise<CheckoutResult> {
  const { purchase, idempotencyKey } = attempt;
  for (;;) {
    const view = await look(db, purchase.sku, idempotencyKey);
    if (view.order && view.order.requestHash !== attempt.hash)
      throw new DomainError("idempotency_key_reused", "This Idempotency-Key belongs to another purchase");
    const result = view.order
      ? await resume(db, attempt, { ...view, order: view.order })
      : available(view.product) >= purchase.quantity
        ? await offer(db, attempt, view)
        : await refuse(db, attempt, view);
    if (result) return result;
  }
}

/** Undefined, here and below: what has become of the order, and of the shelf, the next look tells. */
async function resume(db: Database, attempt: Attempt, view: Ordered): Promise<CheckoutResult | undefined> {
  const { order } = view;
  if (isVolatile(order)) return settle(db, order.orderId);
  return order.status === "pending" ? queueUp(db, attempt, order.orderId) : sold(db, attempt, view);
}

async function offer(db: Database, attempt: Attempt, view: View): Promise<CheckoutResult | undefined> {
  const intent = toIntent(attempt, view);
  attempt.intents.add(intent.orderId);
  if (!(await intend(db, intent))) return undefined;
  return intent.lane === "surge" ? queueUp(db, attempt, intent.orderId) : settle(db, intent.orderId);
}

/** Confirms an intent or takes it back. */
async function settle(db: Database, orderId: string): Promise<undefined> {
  if (!(await confirm(db, orderId))) await withdraw(db, orderId);
}

/** Has an order of the surge lane decided with others, and waits for that as long as a customer does. */
async function queueUp(db: Database, attempt: Attempt, orderId: string): Promise<CheckoutResult | undefined> {
  const { lane, correlationId, intents, sent } = attempt;
  if (intents.has(orderId) && !sent.has(orderId)) {
    await handOver(db, lane, { orderId, correlationid: correlationId });
    sent.add(orderId);
  }
  const view = (await verdict(db, orderId, lane.verdictWithinMs)) ?? (await lookAt(db, [orderId]))[0];
  if (!view) return undefined;
  if (view.order.status === "refused") return refusal(view);
  const [order, replayed] = [toOrder(view.order, view.product), !intents.has(orderId)];
  if (view.order.status === "pending") return { outcome: "pending", order, replayed };
  return { outcome: "sold", order, stock: available(view.product), replayed };
}

const toIntent = ({ purchase, idempotencyKey, hash, correlationId }: Attempt, { product }: View) => ({
  // A new one each time: somebody may still be about to withdraw the last.
  orderId: newId(),
  idempotencyKey,
  requestHash: hash,
  productId: product.productId,
  quantity: purchase.quantity,
  unitPrice: product.price,
  lane: product.lane,
  customerName: purchase.customer?.name ?? null,
  customerEmail: purchase.customer?.email ?? null,
  correlationId,
});

/** What has been sold is sold: a restock that cannot be decided now is the watchdog's, and no reason to answer no. */
async function sold(db: Database, attempt: Attempt, { product, restock, order }: Ordered) {
  if (worthConsidering(product, restock !== null))
    await commit(db, attempt.correlationId, (unit) => consider(unit, product)).catch((error: unknown) =>
      log.warn("a restock is left to the watchdog", {
        sku: product.sku,
        correlationId: attempt.correlationId,
        reason: reason(error),
      }),
    );
  const replayed = !attempt.intents.has(order.orderId);
  // In the surge lane whoever decides a sale counts it.
  if (!replayed && order.lane === "normal") measure("Sold", order.quantity);
  return { outcome: "sold" as const, order: toOrder(order, product), stock: available(product), replayed };
}

/** Undefined: goods have come meanwhile, and whoever can be sold to is not refused. */
async function refuse(db: Database, attempt: Attempt, view: View): Promise<CheckoutResult | undefined> {
  const { quantity, sku } = attempt.purchase;
  let found = view;
  const firstRefusal = view.product.refusedAt === null;
  if (firstRefusal || worthConsidering(view.product, view.restock !== null, quantity)) {
    await commit(db, attempt.correlationId, async (unit) => {
      await announceRefusal(unit, view.product, quantity);
      await consider(unit, view.product, quantity);
    });
    found = await look(db, sku, attempt.idempotencyKey);
    if (available(found.product) >= quantity) return undefined;
  }
  measure("Refused", 1);
  return refusal(found);
}

const refusal = ({ product, restock }: Pick<View, "product" | "restock">): CheckoutResult => ({
  outcome: "out_of_stock",
  sku: product.sku,
  stock: available(product),
  restock: restock && toRestock(restock, product.sku),
});
