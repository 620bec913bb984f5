import { Hono } from "hono";
import { database } from "@donut-states/core/db/client";
import { ping } from "@donut-states/core/db/ping";
import type { Env } from "./problem.ts";

/** Says ok when the database answers, and 503 when it does not. */
export const health = new Hono<Env>().get("/", async (c) => {
  await ping(await database());
  return c.json({ status: "ok" as const }, 200);
});
