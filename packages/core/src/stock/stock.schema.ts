import * as v from "valibot";
import { oneLine, Sku, Time, Units } from "../schema.ts";

const LARGEST = 1_000_000;

/** A correction of the stock on hand by a person; a positive delta adds. */
export const Adjustment = v.strictObject({
  delta: v.pipe(Units, v.minValue(-LARGEST), v.maxValue(LARGEST), v.notValue(0, "must not be 0")),
  reason: oneLine(200),
});
export type Adjustment = v.InferOutput<typeof Adjustment>;

/** A signed change of the stock; `source` is the id of the order, restock order or adjustment it came from. */
export const Movement = v.object({
  at: Time,
  kind: v.picklist(["sale", "receipt", "adjustment"]),
  delta: Units,
  source: v.string(),
});
export type Movement = v.InferOutput<typeof Movement>;

const sums = {
  initial: Units,
  received: Units,
  sold: Units,
  adjusted: Units,
  expected: Units,
  stock: Units,
  balanced: v.boolean(),
};

/** A product's stock explained: `expected` is what the movements add up to, `movements` the latest, newest first. */
export const Ledger = v.object({ ...sums, movements: v.array(Movement) });
export type Ledger = v.InferOutput<typeof Ledger>;

/** A product's stock beside what its movements add up to. */
export const Balance = v.object({ sku: Sku, name: v.string(), ...sums });
export type Balance = v.InferOutput<typeof Balance>;
