import * as v from "valibot";
import { Definition, Product, Settings } from "@donut-states/core/product/product.schema";
import { Decisions } from "@donut-states/core/replenishment/decision.schema";
import { Units } from "@donut-states/core/schema";
import { Adjustment, Ledger } from "@donut-states/core/stock/stock.schema";
import { PageQuery } from "../src/api/ops/products.ts";
import type { Group } from "./route.ts";

/** How operations keep the shelves right. */
export const stock: Group = {
  tag: "Stock",
  security: "opsToken",
  problems: ["product_not_found", "unauthorized", "unavailable", "internal_error"],
  routes: [
    {
      method: "put",
      path: "/ops/products/{sku}",
      summary: "Add or change a product",
      description:
        "The same definition again changes nothing. The stock of a product that exists is corrected by adjustments.",
      body: Definition,
      answer: { status: 200, description: "The product as it is now.", schema: Product },
      created: { status: 201, description: "The new product.", schema: Product },
      problems: ["name_taken"],
    },
    {
      method: "patch",
      path: "/ops/products/{sku}",
      summary: "Change a product's settings",
      description:
        "With `reorderMode` `auto` reorder point and quantity follow from the measured demand and lead time, the service " +
        "level and the bounds of the quantity; `reorderPoint` and `reorderQuantity` then count only while too little is known.",
      body: Settings,
      answer: { status: 200, description: "The product as it is now.", schema: Product },
    },
    {
      method: "post",
      path: "/ops/products/{sku}/adjustments",
      summary: "Correct the stock",
      description: "Writes the movement that explains it, once per Idempotency-Key, and considers a restock.",
      body: Adjustment,
      idempotent: true,
      answer: {
        status: 201,
        description: "The stock on hand now.",
        schema: v.object({ stock: Units }),
        headers: ["Idempotent-Replayed"],
      },
      problems: ["insufficient_stock", "idempotency_key_reused"],
    },
    {
      method: "get",
      path: "/ops/products/{sku}/ledger",
      summary: "The stock explained",
      query: PageQuery,
      answer: { status: 200, description: "Sums, and the latest movements.", schema: Ledger },
    },
    {
      method: "get",
      path: "/ops/products/{sku}/decisions",
      summary: "How a product is restocked, and what was decided, newest first",
      description:
        "One decision for each order, and one for each change of the reason why there is none. While an order is open, " +
        "the decision for it stands.",
      query: PageQuery,
      answer: { status: 200, description: "A page of decisions.", schema: Decisions },
    },
  ],
};
