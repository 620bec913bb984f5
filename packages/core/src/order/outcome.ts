import { availableOf } from "../product/available.ts";
import type { Restock } from "../restock/restock.schema.ts";
import { toRestock } from "../restock/restock.ts";
import type { View } from "./intent.ts";
import type { Order } from "./order.schema.ts";

export type CheckoutResult =
  | { outcome: "sold"; order: Order; stock: number; replayed: boolean }
  | { outcome: "pending"; order: Order; replayed: boolean }
  | { outcome: "out_of_stock"; sku: string; stock: number; restock: Restock | null };

/** There is not enough, and what is coming. */
export const refusal = ({ product, restock }: Pick<View, "product" | "restock">): CheckoutResult => ({
  outcome: "out_of_stock",
  sku: product.sku,
  stock: availableOf(product),
  restock: restock && toRestock(restock, product.sku),
});
