import * as v from "valibot";
import { Email, Money, oneLine, Sku, Time, Units, Uuid } from "../schema.ts";

/** Who buys or waits. */
export const Customer = v.strictObject({ name: oneLine(100), email: Email });
export type Customer = v.InferOutput<typeof Customer>;

/** A wish to buy. */
export const Purchase = v.strictObject({
  sku: Sku,
  quantity: v.optional(v.pipe(Units, v.minValue(1), v.maxValue(20)), 1),
  customer: v.optional(Customer),
});
export type Purchase = v.InferOutput<typeof Purchase>;

/** An order as the outside sees it; the customer's details stay inside. Pending and refused ones are of the surge lane. */
export const Order = v.object({
  id: Uuid,
  sku: Sku,
  name: v.string(),
  quantity: Units,
  unitPrice: Money,
  total: Units,
  currency: v.literal("KRW"),
  status: v.picklist(["confirmed", "cancelled", "pending", "refused"]),
  createdAt: Time,
});
export type Order = v.InferOutput<typeof Order>;
