import type { Database } from "../db/client.ts";
import { newId } from "../db/columns.ts";
import { retry } from "../db/retry.ts";
import { DomainError } from "../error.ts";
import { commit } from "../event/outbox.ts";
import { keyHash, requestHash } from "../hash.ts";
import { log, reason } from "../log.ts";
import { measure } from "../measure.ts";
import { consider, worthConsidering } from "../restock/consider.ts";
import type { Restock } from "../restock/restock.schema.ts";
import { toRestock } from "../restock/restock.ts";
import { confirm, intend, look, type View, withdraw } from "./intent.ts";
import type { Order, Purchase } from "./order.schema.ts";
import { toOrder } from "./order.ts";
import { announceRefusal } from "./refusal.ts";

export interface CheckoutContext {
  correlationId: string;
  /** The client's name for this intent; without one every call is an intent of its own. */
  idempotencyKey?: string | undefined;
}

export type CheckoutResult =
  | { outcome: "sold"; order: Order; stock: number; replayed: boolean }
  | { outcome: "out_of_stock"; sku: string; stock: number; restock: Restock | null };

interface Attempt extends CheckoutContext {
  purchase: Purchase;
  idempotencyKey: string;
  hash: string;
  /** The ids of the orders that this call meant to make: a sale under one of them is its own, and no replay. */
  intents: Set<string>;
}

/**
 * Sells, or says that there is not enough. Sells each intent exactly once: an idempotency key that was sold before
 * is answered with the same order, even when the shelf is empty by then; a refusal is not remembered.
 * Throws `product_not_found`, and `idempotency_key_reused` for a known key with another purchase.
 * Safe to run again at any point, which is what happens where the database's answer was lost.
 */
export function checkout(
  db: Database,
  purchase: Purchase,
  context: CheckoutContext,
): Promise<CheckoutResult> {
  const idempotencyKey = context.idempotencyKey === undefined ? newId() : keyHash(context.idempotencyKey);
  const attempt = {
    ...context,
    purchase,
    idempotencyKey,
    hash: requestHash(purchase),
    intents: new Set<string>(),
  };
  return retry(() => decide(db, attempt));
}

async function decide(db: Database, attempt: Attempt): Promise<CheckoutResult> {
  const { purchase, idempotencyKey } = attempt;
  for (;;) {
    const view = await look(db, purchase.sku, idempotencyKey);
    if (view.order && view.order.requestHash !== attempt.hash)
      throw new DomainError("idempotency_key_reused", "This Idempotency-Key belongs to another purchase");
    const order = view.order && toOrder(view.order, view.product);
    if (order) return sold(db, attempt, view, order);
    if (view.order) await settle(db, view.order.orderId);
    else {
      const answer = view.product.stock >= purchase.quantity ? offer : refuse;
      const result = await answer(db, attempt, view);
      if (result) return result;
    }
  }
}

/** Undefined: what has become of the intent, and of the shelf, the next look tells. */
async function offer(db: Database, attempt: Attempt, view: View): Promise<CheckoutResult | undefined> {
  const intent = toIntent(attempt, view);
  attempt.intents.add(intent.orderId);
  if (!(await intend(db, intent))) return undefined;
  const left = await settle(db, intent.orderId);
  const order = left ? toOrder({ ...intent, status: "confirmed" }, view.product) : undefined;
  if (!order) return undefined;
  // Plenty is left, and the rest of the order is known: nothing to look up, and no restock to consider.
  measure("Sold", order.quantity);
  return { outcome: "sold", order, stock: left ?? 0, replayed: false };
}

/** Confirms an intent or takes it back. */
async function settle(db: Database, orderId: string): Promise<number | undefined> {
  const left = await confirm(db, orderId);
  if (left === undefined) await withdraw(db, orderId);
  return left;
}

const toIntent = ({ purchase, idempotencyKey, hash, correlationId }: Attempt, { product, at }: View) => ({
  // A new one each time: somebody may still be about to withdraw the last.
  orderId: newId(),
  idempotencyKey,
  requestHash: hash,
  productId: product.productId,
  quantity: purchase.quantity,
  unitPrice: product.price,
  customerName: purchase.customer?.name ?? null,
  customerEmail: purchase.customer?.email ?? null,
  correlationId,
  createdAt: at,
});

/** What has been sold is sold: a restock that cannot be decided now is the watchdog's, and no reason to answer no. */
async function sold(db: Database, attempt: Attempt, view: View, order: Order): Promise<CheckoutResult> {
  if (worthConsidering(view.product, view.restock !== null))
    await commit(db, attempt.correlationId, (unit) => consider(unit, view.product)).catch((error: unknown) =>
      log.warn("a restock is left to the watchdog", {
        sku: view.product.sku,
        correlationId: attempt.correlationId,
        reason: reason(error),
      }),
    );
  const replayed = !attempt.intents.has(order.id);
  if (!replayed) measure("Sold", order.quantity);
  return { outcome: "sold", order, stock: view.product.stock, replayed };
}

/** Undefined: goods have come meanwhile, and whoever can be sold to is not refused. */
async function refuse(db: Database, attempt: Attempt, view: View): Promise<CheckoutResult | undefined> {
  const { quantity, sku } = attempt.purchase;
  const firstRefusal = view.product.refusedAt === null;
  if (!firstRefusal && !worthConsidering(view.product, view.restock !== null, quantity)) return refusal(view);
  await commit(db, attempt.correlationId, async (unit) => {
    await announceRefusal(unit, view.product, quantity);
    await consider(unit, view.product, quantity);
  });
  const now = await look(db, sku, attempt.idempotencyKey);
  return now.product.stock >= quantity ? undefined : refusal(now);
}

function refusal({ product, restock }: View): CheckoutResult {
  measure("Refused", 1);
  return {
    outcome: "out_of_stock",
    sku: product.sku,
    stock: product.stock,
    restock: restock && toRestock(restock, product.sku),
  };
}
