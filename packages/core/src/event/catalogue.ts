import * as v from "valibot";
import { newId } from "../db/columns.ts";

const sku = v.string();
const id = v.string();
const restockStory = v.object({ restockId: id, sku, quantity: v.number(), attempts: v.number() });

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
] as const;

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

const envelope = v.looseObject({
  specversion: v.literal("1.0"),
  id: v.pipe(v.string(), v.uuid()),
  source: v.literal("/donut-states/store"),
  type: v.picklist(Object.keys(catalogue) as EventType[]), // Object.keys forgets the literal keys of a const object
  subject: v.string(),
  time: v.pipe(v.string(), v.isoTimestamp()),
  datacontenttype: v.literal("application/json"),
  correlationid: v.string(),
  data: v.unknown(),
});

/** Parses a message body; throws a ValiError or SyntaxError that says what is wrong with it. */
export function parseEvent(body: string): StoreEvent {
  const { data, ...rest } = v.parse(envelope, JSON.parse(body));
  // The data was checked with the very schema that its type names.
  return { ...rest, data: v.parse(catalogue[rest.type], data) } as StoreEvent;
}

/** Narrows an event to one type. */
export const isEvent = <T extends EventType>(
  event: StoreEvent,
  type: T,
): event is StoreEvent<T> & StoreEvent => event.type === type;
