import * as v from "valibot";
import { Customer } from "../order/order.schema.ts";
import { Sku, Time, Units, Uuid } from "../schema.ts";
import { reservationStatuses } from "./reservation.status.ts";

/** A wish to be served first when a product comes back. */
export const Wish = v.strictObject({
  quantity: v.optional(v.pipe(Units, v.minValue(1), v.maxValue(20)), 1),
  customer: Customer,
});
export type Wish = v.InferOutput<typeof Wish>;

/** A waiting customer's claim as the outside sees it; the customer's details stay inside. */
export const Reservation = v.object({
  id: Uuid,
  sku: Sku,
  quantity: Units,
  status: v.picklist(reservationStatuses),
  /** From 1; null once it does not wait any more. */
  position: v.nullable(Units),
  orderId: v.nullable(Uuid),
  createdAt: Time,
});
export type Reservation = v.InferOutput<typeof Reservation>;
