import { Hono } from "hono";
import * as v from "valibot";
import { database } from "@donut-states/core/db/client";
import { eventTypes } from "@donut-states/core/event/catalogue";
import { listEvents } from "@donut-states/core/operations/feed";
import type { Env } from "../problem.ts";
import { query } from "../validate.ts";
import { page } from "./page.ts";

export const EventQuery = v.strictObject({ type: v.optional(v.picklist(eventTypes)), ...page });

/** Everything that operations received. */
export const events = new Hono<Env>().get("/", query(EventQuery), async (c) =>
  c.json({ events: await listEvents(await database(), c.req.valid("query")) }, 200),
);
