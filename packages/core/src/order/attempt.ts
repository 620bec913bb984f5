import { newId } from "../db/columns.ts";
import { keyHash, requestHash } from "../hash.ts";
import type { Language } from "../language.ts";
import type { View } from "./intent.ts";
import { type Lane, ordersLane } from "./surge/lane.ts";
import type { Purchase } from "./order.schema.ts";

export interface CheckoutContext {
  correlationId: string;
  /** The client's name for this intent; without one every call is an intent of its own. */
  idempotencyKey?: string | undefined;
  /** Where an order goes whose product is in the surge lane: to the `orders` queue, unless it says otherwise. */
  lane?: Lane;
  /** What the customer is written to in. */
  language?: Language | undefined;
}

/** A checkout on its way to an outcome. */
export interface Attempt {
  correlationId: string;
  lane: Lane;
  language?: Language | undefined;
  purchase: Purchase;
  idempotencyKey: string;
  hash: string;
  /** The ids of the orders that this call meant to make: a sale under one of them is its own, and no replay. */
  intents: Set<string>;
  /** Those of them that were handed over to be decided with others. */
  sent: Set<string>;
}

export function begin(purchase: Purchase, context: CheckoutContext): Attempt {
  const idempotencyKey = context.idempotencyKey === undefined ? newId() : keyHash(context.idempotencyKey);
  return {
    lane: ordersLane,
    ...context,
    purchase,
    idempotencyKey,
    hash: requestHash(purchase),
    intents: new Set(),
    sent: new Set(),
  };
}

/** The order that an attempt means to make of the product as it was seen. */
export const toIntent = (
  { purchase, idempotencyKey, hash, correlationId, language }: Attempt,
  { product, at }: View,
) => ({
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
  language: (purchase.customer && language) ?? null,
  correlationId,
  createdAt: at,
});
