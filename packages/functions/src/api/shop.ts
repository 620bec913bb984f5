import { browserApp } from "./base.ts";
import { checkout } from "./checkout.ts";
import { health } from "./health.ts";
import { orders } from "./orders.ts";
import { products } from "./products.ts";

/** The shop's routes; the storefront's client takes its types from here. */
export const shop = browserApp()
  .route("/healthz", health)
  .route("/products", products)
  .route("/checkout", checkout)
  .route("/orders", orders);

export type AppType = typeof shop;
