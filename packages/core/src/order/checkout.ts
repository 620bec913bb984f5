import { alone } from "../alone.ts";
import type { Database } from "../db/client.ts";
import { retry } from "../db/retry.ts";
import { DomainError } from "../error.ts";
import { commit } from "../event/outbox.ts";
import { measure } from "../measure.ts";
import { availableOf } from "../product/available.ts";
import { productNotFound } from "../product/product.ts";
import { worthConsidering } from "../restock/consider.ts";
import { type Attempt, begin, type CheckoutContext, toIntent } from "./attempt.ts";
import { confirm, intend, look, type View, withdraw } from "./intent.ts";
import type { Purchase } from "./order.schema.ts";
import { isVolatile, toOrder } from "./order.ts";
import { type CheckoutResult, refusal } from "./outcome.ts";
import { queueUp } from "./surge/queueUp.ts";
import { considerRefusal, considerSale } from "./shortage.ts";

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
  const attempt = begin(purchase, context);
  return retry(() => decide(db, attempt));
}

async function decide(db: Database, attempt: Attempt): Promise<CheckoutResult> {
  const { purchase, idempotencyKey } = attempt;
  for (;;) {
    const view = await look(db, purchase.sku, idempotencyKey);
    if (view.order && view.order.requestHash !== attempt.hash)
      throw new DomainError("idempotency_key_reused", "This Idempotency-Key belongs to another purchase");
    if (view.product.retired && !view.order) throw productNotFound(purchase.sku);
    const result = view.order
      ? await resume(db, attempt, { ...view, order: view.order })
      : availableOf(view.product) >= purchase.quantity
        ? await offer(db, attempt, view)
        : await refuse(db, attempt, view);
    if (result) return result;
  }
}

/** Undefined, here and below: what has become of the order, and of the shelf, the next look tells. */
async function resume(db: Database, attempt: Attempt, view: Ordered): Promise<CheckoutResult | undefined> {
  const { order } = view;
  if (isVolatile(order)) {
    await settle(db, order.orderId);
    return undefined;
  }
  return order.status === "pending" ? queueUp(db, attempt, order.orderId) : sold(db, attempt, view);
}

async function offer(db: Database, attempt: Attempt, view: View): Promise<CheckoutResult | undefined> {
  const intent = toIntent(attempt, view);
  attempt.intents.add(intent.orderId);
  if (!(await intend(db, intent))) return undefined;
  if (intent.lane === "surge") return queueUp(db, attempt, intent.orderId);
  const left = await settle(db, intent.orderId);
  if (!left) return undefined;
  // Plenty is left, and the rest of the order is known: nothing to look up, and no restock to consider.
  measure("Sold", intent.quantity);
  const order = toOrder({ ...intent, status: "confirmed" }, view.product);
  return { outcome: "sold", order, stock: left, replayed: false };
}

/** Confirms an intent or takes it back. */
async function settle(db: Database, orderId: string): Promise<number | undefined> {
  const left = await confirm(db, orderId);
  if (left === undefined) await withdraw(db, orderId);
  return left;
}

async function sold(db: Database, attempt: Attempt, { product, restock, order }: Ordered) {
  const { correlationId } = attempt;
  if (worthConsidering(product, restock !== null)) {
    const isDone = await alone(db, product.productId, () => considerSale(db, product, correlationId));
    if (!isDone) return undefined;
  }
  const replayed = !attempt.intents.has(order.orderId);
  // In the surge lane whoever decides a sale counts it.
  if (!replayed && order.lane === "normal") measure("Sold", order.quantity);
  return { outcome: "sold" as const, order: toOrder(order, product), stock: availableOf(product), replayed };
}

/** Undefined also where goods have come meanwhile: whoever can be sold to is not refused. */
async function refuse(db: Database, attempt: Attempt, view: View): Promise<CheckoutResult | undefined> {
  const { quantity, sku } = attempt.purchase;
  let found = view;
  const firstRefusal = view.product.refusedAt === null;
  if (firstRefusal || worthConsidering(view.product, view.restock !== null, quantity)) {
    const isDone = await alone(db, view.product.productId, () =>
      commit(db, attempt.correlationId, (unit) => considerRefusal(unit, view.product, quantity)),
    );
    if (!isDone) return undefined;
    found = await look(db, sku, attempt.idempotencyKey);
    if (availableOf(found.product) >= quantity) return undefined;
  }
  measure("Refused", 1);
  return refusal(found);
}
