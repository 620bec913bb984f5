import { Hono } from "hono";
import { database } from "@donut-states/core/db/client";
import { trace as follow } from "@donut-states/core/operations/trace";
import type { Env } from "../problem.ts";

export const trace = new Hono<Env>().get("/:id", async (c) =>
  c.json(await follow(await database(), c.req.param("id")), 200),
);
