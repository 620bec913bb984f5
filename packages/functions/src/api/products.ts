import { Hono } from "hono";
import { etag, RETAINED_304_HEADERS } from "hono/etag";
import { database } from "@donut-states/core/db/client";
import { listProducts, showProduct } from "@donut-states/core/product/catalogue";
import type { Env } from "./problem.ts";

/** A 304 is an answer like any other: it has a request id, and a browser must be let see it. */
const retainedHeaders = [
  ...RETAINED_304_HEADERS,
  "x-request-id",
  "access-control-allow-origin",
  "access-control-expose-headers",
];

/** The catalogue with its live stock; cheap to ask again, as an unchanged answer is 304 without a body. */
export const products = new Hono<Env>()
  .use(etag({ retainedHeaders }))
  .use(async (c, next) => {
    await next();
    if (c.res.ok) c.header("cache-control", "no-cache");
  })
  .get("/", async (c) => c.json({ products: await listProducts(await database()) }, 200))
  .get("/:sku", async (c) => c.json(await showProduct(await database(), c.req.param("sku")), 200));
