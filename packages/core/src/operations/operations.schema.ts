import * as v from "valibot";
import { Envelope, incidentKinds, severities } from "../event/catalogue.ts";
import { Hop, Sku, Time, Uuid } from "../schema.ts";

/** Something processed abnormally; `count` is how often it happened while open, `runbook` what to do about it. */
export const Incident = v.object({
  id: Uuid,
  kind: v.picklist(incidentKinds),
  severity: v.picklist(severities),
  status: v.picklist(["open", "resolved"]),
  sku: v.optional(Sku),
  restockId: v.optional(Uuid),
  count: v.number(),
  message: v.string(),
  runbook: v.string(),
  createdAt: Time,
});
export type Incident = v.InferOutput<typeof Incident>;

/** A work queue; SQS gives its counts only approximately. */
export const Queue = v.object({
  name: v.string(),
  visible: v.number(),
  inFlight: v.number(),
  deadLetters: v.number(),
  oldestAgeSeconds: v.nullable(v.number()),
});
export type Queue = v.InferOutput<typeof Queue>;

/**
 * A message that could not be processed: the event, or the raw text of what is none, and the last error. It is satisfied
 * where its work was done otherwise, so that a redrive would change nothing.
 */
export const DeadLetter = v.object({
  id: v.string(),
  receiveCount: v.number(),
  sentAt: Time,
  event: v.union([Envelope, v.string()]),
  reason: v.nullable(v.string()),
  satisfied: v.boolean(),
});
export type DeadLetter = v.InferOutput<typeof DeadLetter>;

/** The dead letters to put back, by message id; without ids all of them. */
export const Choice = v.strictObject({
  ids: v.optional(
    v.pipe(
      v.array(v.string(), "must be a list"),
      v.minLength(1, "must not be empty"),
      v.maxLength(100, "must hold at most 100 ids"),
    ),
  ),
});

/** The general picture. */
export const Summary = v.object({
  products: v.object({ total: v.number(), soldOut: v.number() }),
  orders: v.object({ confirmed: v.number(), units: v.number() }),
  restocks: v.object({ open: v.number(), overdue: v.number(), completed: v.number(), failed: v.number() }),
  incidents: v.object({ open: v.number() }),
  outbox: v.object({ waiting: v.number(), oldestAgeSeconds: v.nullable(v.number()) }),
  mail: v.object({ waiting: v.number() }),
});
export type Summary = v.InferOutput<typeof Summary>;

/** Every step of one story, in order. */
export const Trace = v.object({ correlationId: v.string(), hops: v.array(Hop) });
export type Trace = v.InferOutput<typeof Trace>;
