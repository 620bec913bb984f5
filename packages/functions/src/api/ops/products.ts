import { Hono } from "hono";
import * as v from "valibot";
import { database } from "@donut-states/core/db/client";
import { defineProduct } from "@donut-states/core/product/define";
import { Definition, Settings } from "@donut-states/core/product/product.schema";
import { changeSettings } from "@donut-states/core/product/settings";
import { listDecisions } from "@donut-states/core/replenishment/decision";
import { adjust } from "@donut-states/core/stock/adjust";
import { ledger } from "@donut-states/core/stock/ledger";
import { Adjustment } from "@donut-states/core/stock/stock.schema";
import type { Env } from "../problem.ts";
import { body, idempotencyKey, query } from "../validate.ts";
import { page } from "./page.ts";

/** What is asked of a product's ledger and of its decisions. */
export const PageQuery = v.strictObject(page);

export const products = new Hono<Env>()
  .put("/:sku", body(Definition), async (c) => {
    const definition = c.req.valid("json");
    const { product, created } = await defineProduct(
      await database(),
      c.req.param("sku"),
      definition,
      c.get("requestId"),
    );
    return c.json(product, created ? 201 : 200);
  })
  .patch("/:sku", body(Settings), async (c) => {
    const settings = c.req.valid("json");
    return c.json(
      await changeSettings(await database(), c.req.param("sku"), settings, c.get("requestId")),
      200,
    );
  })
  .post("/:sku/adjustments", body(Adjustment), idempotencyKey, async (c) => {
    const { stock, replayed } = await adjust(await database(), c.req.param("sku"), c.req.valid("json"), {
      correlationId: c.get("requestId"),
      idempotencyKey: c.req.valid("header")["Idempotency-Key"],
    });
    if (replayed) c.header("idempotent-replayed", "true");
    return c.json({ stock }, 201);
  })
  .get("/:sku/ledger", query(PageQuery), async (c) =>
    c.json(await ledger(await database(), c.req.param("sku"), c.req.valid("query")), 200),
  )
  .get("/:sku/decisions", query(PageQuery), async (c) =>
    c.json(await listDecisions(await database(), c.req.param("sku"), c.req.valid("query")), 200),
  );
