import * as v from "valibot";
import { newId } from "../db/columns.ts";

const sku = v.string();
const id = v.string();
const restockStory = v.object({ restockId: id, sku, quantity: v.number(), attempts: v.number() });

const reservationStory = v.object({ reservationId: id, sku, quantity: v.number() });

/** Who operations has to look at, and how soon. */
export const severities = ["info", "warning", "critical"] as const;

export const incidentKinds = [
  "dead_letter",
  "restock_overdue",
  "restock_failed",
  "quantity_mismatch",
  "late_receipt",
  "repeated_receipt",
  "ledger_mismatch",
  "outbox_stuck",
  "factory_missing",
] as const;
export type IncidentKind = (typeof incidentKinds)[number];

/** Every event of the store: its type and the shape of its data. */
export const catalogue = {
  /** A restock order was opened or is asked for again (`attempt` from 1). */
  "restock.requested": v.object({
    restockId: id,
    sku,
    quantity: v.number(),
    factoryId: v.string(),
    attempt: v.number(),
  }),
  /** Once per sold-out period. */
  "stock.empty": v.object({ sku, stock: v.literal(0), restockId: v.nullable(id) }),
  /** Units arrived; `restockId` is null for an adjustment by hand. */
  "stock.replenished": v.object({ sku, stock: v.number(), restockId: v.nullable(id), quantity: v.number() }),
  "order.completed": v.object({ orderId: id, sku, quantity: v.number(), total: v.number() }),
  /** Once per product and sold-out period. */
  "order.refused": v.object({ sku, quantity: v.number(), stock: v.number() }),
  /** A confirmed order was taken back; its units are on the shelf again. */
  "order.cancelled": v.object({ orderId: id, sku, quantity: v.number() }),
  "reservation.created": reservationStory,
  /** It is an order now. */
  "reservation.fulfilled": v.object({ ...reservationStory.entries, orderId: id }),
  "reservation.cancelled": reservationStory,
  "restock.accepted": restockStory,
  "restock.overdue": restockStory,
  "restock.completed": restockStory,
  "restock.failed": restockStory,
  "restock.cancelled": restockStory,
  "incident.raised": v.object({
    kind: v.picklist(incidentKinds),
    severity: v.picklist(severities),
    message: v.string(),
    sku: v.optional(sku),
    restockId: v.optional(id),
    /** What happened to the same thing is the same incident. */
    about: v.string(),
  }),
} as const;

export type EventType = keyof typeof catalogue;
export const eventTypes = Object.keys(catalogue) as EventType[]; // Object.keys forgets the literal keys
export type EventData<T extends EventType> = v.InferOutput<(typeof catalogue)[T]>;

/** One event in the CloudEvents 1.0 structured JSON form (https://github.com/cloudevents/spec, `correlationid` is ours). */
export interface StoreEvent<T extends EventType = EventType> {
  specversion: "1.0";
  id: string;
  source: "/donut-states/store";
  type: T;
  /** What it is about: a sku, or an order's id. */
  subject: string;
  time: string;
  datacontenttype: "application/json";
  correlationid: string;
  data: EventData<T>;
}

/** Makes an event. `id` is given where the same fact must always be the same event. */
export function storeEvent<T extends EventType>(
  type: T,
  about: { subject: string; correlationId: string; id?: string; time?: Date },
  data: EventData<T>,
): StoreEvent<T> {
  return {
    specversion: "1.0",
    id: about.id ?? newId(),
    source: "/donut-states/store",
    type,
    subject: about.subject,
    time: (about.time ?? new Date()).toISOString(),
    datacontenttype: "application/json",
    correlationid: about.correlationId,
    data,
  };
}

/** The form of every event (CloudEvents 1.0, structured JSON); its data is of the shape that its type names. */
export const Envelope = v.object({
  specversion: v.literal("1.0"),
  id: v.pipe(v.string(), v.uuid()),
  source: v.literal("/donut-states/store"),
  type: v.picklist(eventTypes),
  subject: v.string(),
  time: v.pipe(v.string(), v.isoTimestamp()),
  datacontenttype: v.literal("application/json"),
  correlationid: v.string(),
  data: v.unknown(),
});

/** Parses a message body; throws a ValiError or SyntaxError that says what is wrong with it. */
export function parseEvent(body: string): StoreEvent {
  const { data, ...rest } = v.parse(Envelope, JSON.parse(body));
  return { ...rest, data: v.parse(catalogue[rest.type], data) };
}

/** Narrows an event to one type. */
export const isEvent = <T extends EventType>(
  event: StoreEvent,
  type: T,
): event is StoreEvent<T> & StoreEvent => event.type === type;

/** Parses an event that must be of one of these types; throws like `parseEvent`, and an Error for any other type. */
export function parseEventOf<T extends EventType>(types: readonly T[], body: string): StoreEvent<T> {
  const event = parseEvent(body);
  for (const type of types) if (isEvent(event, type)) return event;
  throw new Error(`An event of the type ${event.type} does not belong in this queue`);
}
