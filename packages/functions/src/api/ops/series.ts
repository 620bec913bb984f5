import { Hono } from "hono";
import * as v from "valibot";
import { database } from "@donut-states/core/db/client";
import { readSeries } from "@donut-states/core/operations/series";
import { windowNames } from "@donut-states/core/operations/series.schema";
import type { Env } from "../problem.ts";
import { query } from "../validate.ts";

export const SeriesQuery = v.strictObject({ window: v.optional(v.picklist(windowNames), "30m") });

/** The recent past in numbers, for charts. */
export const series = new Hono<Env>().get("/", query(SeriesQuery), async (c) =>
  c.json(await readSeries(await database(), c.req.valid("query").window), 200),
);
