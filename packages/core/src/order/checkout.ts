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
  orderId: string;
  idempotencyKey: string;
  hash: string;
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
  const orderId = newId();
  const idempotencyKey = context.idempotencyKey === undefined ? orderId : keyHash(context.idempotencyKey);
  const attempt = { ...context, purchase, orderId, idempotencyKey, hash: requestHash(purchase) };
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
    if (!view.order) {
      if (view.product.stock < purchase.quantity) return refuse(db, attempt, view);
      if (!(await intend(db, toIntent(attempt, view)))) continue;
    }
    const intent = view.order?.orderId ?? attempt.orderId;
    if (await confirm(db, intent)) continue;
    if (await withdraw(db, intent)) return refuse(db, attempt, await look(db, purchase.sku, idempotencyKey));
  }
}

const toIntent = (
  { purchase, orderId, idempotencyKey, hash, correlationId }: Attempt,
  { product }: View,
) => ({
  orderId,
  idempotencyKey,
  requestHash: hash,
  productId: product.productId,
  quantity: purchase.quantity,
  unitPrice: product.price,
  customerName: purchase.customer?.name ?? null,
  customerEmail: purchase.customer?.email ?? null,
  correlationId,
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
  const replayed = order.id !== attempt.orderId;
  if (!replayed) measure("Sold", order.quantity);
  return { outcome: "sold", order, stock: view.product.stock, replayed };
}

async function refuse(db: Database, attempt: Attempt, view: View): Promise<CheckoutResult> {
  const { quantity, sku } = attempt.purchase;
  const firstRefusal = view.product.refusedAt === null;
  if (!firstRefusal && !worthConsidering(view.product, view.restock !== null, quantity)) return refusal(view);
  await commit(db, attempt.correlationId, async (unit) => {
    await announceRefusal(unit, view.product, quantity);
    await consider(unit, view.product, quantity);
  });
  return refusal(await look(db, sku, attempt.idempotencyKey));
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
