import { Hono } from "hono";
import { database } from "@donut-states/core/db/client";
import { cancelOrder } from "@donut-states/core/order/cancel";
import { idOr } from "../id.ts";
import type { Env } from "../problem.ts";

export const orders = new Hono<Env>().post("/:id/cancel", async (c) =>
  c.json(await cancelOrder(await database(), idOr(c.req.param("id"), "order_not_found")), 200),
);
