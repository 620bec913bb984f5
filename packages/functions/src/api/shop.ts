import { browserApp } from "./base.ts";
import { checkout } from "./checkout.ts";
import { health } from "./health.ts";
import { orders } from "./orders.ts";
import { products } from "./products.ts";
import { limitRate } from "./rateLimit.ts";
import { line, reservations } from "./reservations.ts";

/** The shop's routes, of which only the health check has no rate limit; the storefront's client takes its types from here. */
export const shop = browserApp()
  .route("/healthz", health)
  .use(limitRate)
  .route("/products", line)
  .route("/products", products)
  .route("/checkout", checkout)
  .route("/orders", orders)
  .route("/reservations", reservations);

export type AppType = typeof shop;
