import { Hono } from "hono";
import { etag } from "hono/etag";
import { database } from "@donut-states/core/db/client";
import { listProducts, showProduct } from "@donut-states/core/product/catalogue";
import type { Env } from "./problem.ts";

/** The catalogue with its live stock; cheap to ask again, as an unchanged answer is 304 without a body. */
export const products = new Hono<Env>()
  .use(etag())
  .use(async (c, next) => {
    await next();
    c.header("cache-control", "no-cache");
  })
  .get("/", async (c) => c.json({ products: await listProducts(await database()) }, 200))
  .get("/:sku", async (c) => c.json(await showProduct(await database(), c.req.param("sku")), 200));
