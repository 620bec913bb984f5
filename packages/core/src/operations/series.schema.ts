import * as v from "valibot";
import { Time, Units } from "../schema.ts";

/** How far back a series goes, and in what steps. */
export const windows = {
  "30m": { bucketSeconds: 60, buckets: 30 },
  "24h": { bucketSeconds: 3_600, buckets: 24 },
} as const;
export type Window = keyof typeof windows;
export const windowNames = Object.keys(windows) as Window[]; // Object.keys forgets the literal keys

const Sales = v.object({ orders: Units, units: Units });

/**
 * What happened from `at` on, until the next bucket: what was `sold` and stands, what was sold and is `cancelled` by now,
 * how many shelves ran empty, and of the restock orders that came in how long they took from request to receipt. Refusals
 * as far as they are stored: `firstRefusals` are the sold-out periods' first ones (`order.refused`), `refusedOrders` the
 * orders of the surge lane that were taken in and then refused.
 */
export const Bucket = v.object({
  at: Time,
  sold: Sales,
  cancelled: Sales,
  soldOut: Units,
  firstRefusals: Units,
  refusedOrders: Units,
  received: v.nullable(v.object({ restocks: Units, meanMs: Units, longestMs: Units })),
});
export type Bucket = v.InferOutput<typeof Bucket>;

/** The recent past in equal steps, oldest first; the last bucket is still going on. */
export const Series = v.object({ bucketSeconds: Units, buckets: v.array(Bucket) });
export type Series = v.InferOutput<typeof Series>;
