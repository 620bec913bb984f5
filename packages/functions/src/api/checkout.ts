import { Hono } from "hono";
import { database } from "@donut-states/core/db/client";
import { checkout as sell } from "@donut-states/core/order/checkout";
import { Purchase } from "@donut-states/core/order/order.schema";
import { type Env, problem } from "./problem.ts";
import { body, idempotencyKey } from "./validate.ts";

/** The till. */
export const checkout = new Hono<Env>().post("/", body(Purchase), idempotencyKey, async (c) => {
  const result = await sell(await database(), c.req.valid("json"), {
    correlationId: c.get("requestId"),
    idempotencyKey: c.req.valid("header")["Idempotency-Key"],
  });
  if (result.outcome === "out_of_stock") {
    const { sku, stock, restock } = result;
    return problem(c, "out_of_stock", `구매 실패! 남은 재고: ${stock}`, { members: { sku, stock, restock } });
  }
  const { order, stock, replayed } = result;
  if (replayed) c.header("idempotent-replayed", "true");
  return c.json({ order, stock, message: `구매 완료! 남은 재고: ${stock}` }, 201);
});
