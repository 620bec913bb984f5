import * as v from "valibot";
import { Envelope, incidentKinds, severities } from "../event/catalogue.ts";
import { Email, Hop, Sku, Time, Units, Uuid } from "../schema.ts";
import { Balance } from "../stock/stock.schema.ts";

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
 * A message that could not be processed: what it is about and its story (of a receipt the restock order's id) as far as
 * it can be read, the event, or the raw text of what is none, and the last error. It is satisfied where its work was done
 * otherwise, so that a redrive would change nothing.
 */
export const DeadLetter = v.object({
  id: v.string(),
  receiveCount: v.number(),
  sentAt: Time,
  about: v.nullable(v.string()),
  correlationId: v.nullable(v.string()),
  event: v.union([Envelope, v.string()]),
  reason: v.nullable(v.string()),
  satisfied: v.boolean(),
});
export type DeadLetter = v.InferOutput<typeof DeadLetter>;

/** Dead letters in the order of their ids; approximate where SQS counts more than could be looked at. */
export const DeadLetters = v.object({ messages: v.array(DeadLetter), approximate: v.boolean() });
export type DeadLetters = v.InferOutput<typeof DeadLetters>;

/** How many dead letters were put back; approximate where SQS moves them by itself, and goes on doing so. */
export const Redriven = v.object({ moved: Units, approximate: v.boolean() });
export type Redriven = v.InferOutput<typeof Redriven>;

/** How many dead letters were discarded; approximate where SQS empties the queue by itself. */
export const Purged = v.object({ purged: Units, approximate: v.boolean() });
export type Purged = v.InferOutput<typeof Purged>;

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

/** The first row that breaks a rule, in words: `wrong` is a broken promise, `in_motion` is still on its way or waits for a person. */
export const Finding = v.object({
  verdict: v.picklist(["wrong", "in_motion"]),
  row: v.string(),
  message: v.string(),
});
export type Finding = v.InferOutput<typeof Finding>;

/** The whole store compared with itself: `ok` where nothing is wrong. */
export const Audit = v.object({
  ok: v.boolean(),
  products: v.array(Balance),
  checks: v.array(v.object({ name: v.string(), rule: v.string(), finding: v.nullable(Finding) })),
});
export type Audit = v.InferOutput<typeof Audit>;

/** A customer to be forgotten. */
export const Forgetting = v.strictObject({ email: Email });

/** What was known of a customer: reservations that were cancelled, and how many rows named them. */
export const Forgotten = v.object({ cancelled: Units, reservations: Units, orders: Units, mails: Units });
export type Forgotten = v.InferOutput<typeof Forgotten>;

/** The general picture; `advertisements` are those of products on sale, of which some have none. */
export const Summary = v.object({
  products: v.object({ total: v.number(), soldOut: v.number() }),
  orders: v.object({ confirmed: v.number(), units: v.number() }),
  restocks: v.object({ open: v.number(), overdue: v.number(), completed: v.number(), failed: v.number() }),
  advertisements: v.object({ running: v.number(), stopped: v.number() }),
  incidents: v.object({ open: v.number() }),
  outbox: v.object({ waiting: v.number(), oldestAgeSeconds: v.nullable(v.number()) }),
  mail: v.object({ waiting: v.number() }),
});
export type Summary = v.InferOutput<typeof Summary>;

/** Every step of one story, in order. */
export const Trace = v.object({ correlationId: v.string(), hops: v.array(Hop) });
export type Trace = v.InferOutput<typeof Trace>;
