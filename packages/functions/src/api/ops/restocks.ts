import { Hono } from "hono";
import * as v from "valibot";
import { database } from "@donut-states/core/db/client";
import { listRestocks } from "@donut-states/core/restock/restock";
import { restockStatuses } from "@donut-states/core/restock/restock.status";
import { cancelRestock, retryRestock } from "@donut-states/core/restock/steer";
import { idOr } from "../id.ts";
import type { Env } from "../problem.ts";
import { query } from "../validate.ts";
import { page } from "./page.ts";

export const RestockQuery = v.strictObject({ status: v.optional(v.picklist(restockStatuses)), ...page });

export const restocks = new Hono<Env>()
  .get("/", query(RestockQuery), async (c) =>
    c.json({ restocks: await listRestocks(await database(), c.req.valid("query")) }, 200),
  )
  .post("/:id/retry", async (c) =>
    c.json(await retryRestock(await database(), idOr(c.req.param("id"), "restock_not_found")), 200),
  )
  .post("/:id/cancel", async (c) =>
    c.json(await cancelRestock(await database(), idOr(c.req.param("id"), "restock_not_found")), 200),
  );
