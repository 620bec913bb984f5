import { Hono } from "hono";
import { database } from "@donut-states/core/db/client";
import { findOrder } from "@donut-states/core/order/order";
import { idOr } from "./id.ts";
import type { Env } from "./problem.ts";

export const orders = new Hono<Env>().get("/:id", async (c) => {
  const id = idOr(c.req.param("id"), "order_not_found");
  return c.json(await findOrder(await database(), id), 200);
});
