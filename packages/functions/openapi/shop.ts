import * as v from "valibot";
import { Order, Purchase } from "@donut-states/core/order/order.schema";
import { Product } from "@donut-states/core/product/product.schema";
import { Reservation, Wish } from "@donut-states/core/reservation/reservation.schema";
import type { Group } from "./route.ts";
import { Pending, Sale } from "./schemas.ts";

const fresh = ["ETag", "Cache-Control"] as const;

/** What the storefront and its visitors call. */
export const shop: Group = {
  tag: "Shop",
  problems: ["too_many_requests", "unavailable", "internal_error"],
  routes: [
    {
      method: "get",
      path: "/products",
      summary: "The catalogue with its live stock",
      conditional: true,
      answer: {
        status: 200,
        description: "Every product, in the order in which they were added.",
        schema: v.object({ products: v.array(Product) }),
        headers: fresh,
      },
    },
    {
      method: "get",
      path: "/products/{sku}",
      summary: "One product",
      conditional: true,
      answer: { status: 200, description: "The product.", schema: Product, headers: fresh },
      problems: ["product_not_found"],
    },
    {
      method: "post",
      path: "/checkout",
      summary: "Buy",
      description:
        "Sells each Idempotency-Key once: the same key with the same body is answered with the same order, " +
        "also when the product is sold out by then. A refusal is not remembered, so the same key may succeed later. " +
        "A product in the surge lane answers the same where the verdict comes within 1.5 s, else 202 with the pending order.",
      body: Purchase,
      idempotent: true,
      answer: { status: 201, description: "Sold.", schema: Sale, headers: ["Idempotent-Replayed"] },
      later: {
        status: 202,
        description: "Taken, and not decided yet: the order will be confirmed or refused.",
        schema: Pending,
        headers: ["Location", "Retry-After", "Idempotent-Replayed"],
      },
      problems: ["product_not_found", "out_of_stock", "idempotency_key_reused"],
    },
    {
      method: "post",
      path: "/products/{sku}/reservations",
      summary: "Wait in line",
      description:
        "For what cannot be bought now: the line is served first come first served before anybody can buy, each " +
        "reservation becomes an order at the price of the day it was made, and the customer is mailed. One customer " +
        "waits once for one product. Repeating it with its Idempotency-Key changes nothing.",
      body: Wish,
      idempotent: true,
      answer: {
        status: 201,
        description: "The place in the line.",
        schema: Reservation,
        headers: ["Idempotent-Replayed"],
      },
      problems: ["product_not_found", "in_stock", "already_waiting", "line_full", "idempotency_key_reused"],
    },
    {
      method: "get",
      path: "/reservations/{id}",
      summary: "One reservation",
      answer: { status: 200, description: "The reservation.", schema: Reservation },
      problems: ["reservation_not_found"],
    },
    {
      method: "delete",
      path: "/reservations/{id}",
      summary: "Leave the line",
      description: "Cancelling one twice changes nothing.",
      answer: { status: 200, description: "The cancelled reservation.", schema: Reservation },
      problems: ["reservation_not_found", "reservation_closed"],
    },
    {
      method: "get",
      path: "/orders/{id}",
      summary: "One order",
      answer: { status: 200, description: "The order.", schema: Order },
      problems: ["order_not_found"],
    },
  ],
};
