import { Hono } from "hono";
import { database } from "@donut-states/core/db/client";
import { findReservation } from "@donut-states/core/reservation/reservation";
import { Wish } from "@donut-states/core/reservation/reservation.schema";
import { reserve } from "@donut-states/core/reservation/reserve";
import { idOr } from "./id.ts";
import { language } from "./language.ts";
import type { Env } from "./problem.ts";
import { body, idempotencyKey } from "./validate.ts";

/** The end of a product's waiting line. */
export const line = new Hono<Env>().post("/:sku/reservations", body(Wish), idempotencyKey, async (c) => {
  const { reservation, replayed } = await reserve(await database(), c.req.param("sku"), c.req.valid("json"), {
    correlationId: c.get("requestId"),
    idempotencyKey: c.req.valid("header")["Idempotency-Key"],
    language: language(c),
  });
  if (replayed) c.header("idempotent-replayed", "true");
  return c.json(reservation, 201);
});

/** A place in a line, and the way out of it. */
export const reservations = new Hono<Env>()
  .get("/:id", async (c) => c.json(await findReservation(await database(), idOf(c.req.param("id"))), 200))
  .delete("/:id", async (c) => {
    // Loaded here and not before: a sale on a new instance does not pay for what serves the line.
    const { cancelReservation } = await import("@donut-states/core/reservation/cancel");
    return c.json(await cancelReservation(await database(), idOf(c.req.param("id"))), 200);
  });

const idOf = (text: string) => idOr(text, "reservation_not_found");
