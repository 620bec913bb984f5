import * as v from "valibot";
import { Restock } from "../restock/restock.schema.ts";
import { Email, Money, oneLine, Sku, Units } from "../schema.ts";
import { lanes } from "./lane.ts";

/** Who says when a product is ordered, and how many: a person, or what is measured. */
export const reorderModes = ["fixed", "auto"] as const;

/** A sellable item as the outside sees it; `stock` is what can be bought now, `restock` the open order. */
export const Product = v.object({
  sku: Sku,
  name: v.string(),
  price: Money,
  currency: v.literal("KRW"),
  stock: Units,
  availability: v.picklist(["in_stock", "low_stock", "sold_out"]),
  advertised: v.boolean(),
  restock: v.nullable(Restock),
  lane: v.picklist(lanes),
});
export type Product = v.InferOutput<typeof Product>;

const quantity = (from: number) => v.pipe(Units, v.minValue(from), v.maxValue(1_000_000));

/** What operations may change of a product; at least one. */
export const Settings = v.pipe(
  v.strictObject({
    price: v.optional(Money),
    reorderPoint: v.optional(quantity(0)),
    reorderQuantity: v.optional(quantity(1)),
    lane: v.optional(v.picklist(lanes)),
    reorderMode: v.optional(v.picklist(reorderModes)),
    serviceLevel: v.optional(v.pipe(v.number(), v.minValue(0.5), v.maxValue(0.999))),
    reorderMinimum: v.optional(quantity(1)),
    reorderMultiple: v.optional(quantity(1)),
    reorderMaximum: v.optional(quantity(1)),
    restocking: v.optional(v.boolean()),
    retired: v.optional(v.boolean()),
  }),
  v.minEntries(1, "must name at least one setting"),
);
export type Settings = v.InferOutput<typeof Settings>;

/** The sku of a new product: it stands in urls, logs and orders to factories. */
export const NewSku = v.pipe(
  Sku,
  v.regex(/^[A-Za-z0-9][\w.-]*$/, "must be letters, digits and _ . - and begin with a letter or digit"),
);

/**
 * What a product is: `factory` is its factory's identifier, `adManager` whose advertisement it is in (null: none), and
 * `initialStock` what is on the shelf when it is added. What is left out stays as it is, or as new products are.
 */
export const Definition = v.strictObject({
  name: oneLine(128),
  price: Money,
  factory: v.string(),
  adManager: v.optional(v.nullable(Email)),
  initialStock: v.optional(quantity(0)),
  reorderPoint: v.optional(quantity(0)),
  reorderQuantity: v.optional(quantity(1)),
  restocking: v.optional(v.boolean()),
  retired: v.optional(v.boolean()),
});
export type Definition = v.InferOutput<typeof Definition>;
