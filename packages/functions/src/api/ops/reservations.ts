import { Hono } from "hono";
import * as v from "valibot";
import { database } from "@donut-states/core/db/client";
import { listReservations } from "@donut-states/core/reservation/reservation";
import { reservationStatuses } from "@donut-states/core/reservation/reservation.status";
import { Sku } from "@donut-states/core/schema";
import type { Env } from "../problem.ts";
import { query } from "../validate.ts";
import { page } from "./page.ts";

export const ReservationQuery = v.strictObject({
  sku: v.optional(Sku),
  status: v.optional(v.picklist(reservationStatuses)),
  ...page,
});

export const reservations = new Hono<Env>().get("/", query(ReservationQuery), async (c) =>
  c.json({ reservations: await listReservations(await database(), c.req.valid("query")) }, 200),
);
