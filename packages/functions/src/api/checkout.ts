import { Hono } from "hono";
import { database } from "@donut-states/core/db/client";
import { checkout as sell } from "@donut-states/core/order/checkout";
import { Purchase } from "@donut-states/core/order/order.schema";
import { language } from "./language.ts";
import { type Env, problem } from "./problem.ts";
import { body, idempotencyKey } from "./validate.ts";

/** Seconds after which the verdict on a pending order is worth asking for. */
const ASK_AGAIN_AFTER = "1";

/** The till. */
export const checkout = new Hono<Env>().post("/", body(Purchase), idempotencyKey, async (c) => {
  const result = await sell(await database(), c.req.valid("json"), {
    correlationId: c.get("requestId"),
    idempotencyKey: c.req.valid("header")["Idempotency-Key"],
    language: language(c),
  });
  if (result.outcome === "out_of_stock") {
    const { sku, stock, restock } = result;
    return problem(c, "out_of_stock", `구매 실패! 남은 재고: ${stock}`, { members: { sku, stock, restock } });
  }
  if (result.replayed) c.header("idempotent-replayed", "true");
  if (result.outcome === "pending") {
    c.header("location", `/orders/${result.order.id}`);
    c.header("retry-after", ASK_AGAIN_AFTER);
    return c.json({ order: result.order }, 202);
  }
  const { order, stock } = result;
  // Its key says what became of it, and buys nothing more.
  const said = order.status === "cancelled" ? "취소된 주문입니다." : "구매 완료!";
  return c.json({ order, stock, message: `${said} 남은 재고: ${stock}` }, 201);
});
