import { Hono } from "hono";
import * as v from "valibot";
import { database } from "@donut-states/core/db/client";
import { incidentKinds } from "@donut-states/core/event/catalogue";
import { listIncidents, resolveIncident } from "@donut-states/core/operations/incidents";
import { idOr } from "../id.ts";
import type { Env } from "../problem.ts";
import { query } from "../validate.ts";
import { page } from "./page.ts";

export const IncidentQuery = v.strictObject({ kind: v.optional(v.picklist(incidentKinds)), ...page });

export const incidents = new Hono<Env>()
  .get("/", query(IncidentQuery), async (c) =>
    c.json({ incidents: await listIncidents(await database(), c.req.valid("query")) }, 200),
  )
  .post("/:id/resolve", async (c) =>
    c.json(await resolveIncident(await database(), idOr(c.req.param("id"), "incident_not_found")), 200),
  );
