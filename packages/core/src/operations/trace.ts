import { inArray, or } from "drizzle-orm";
import { validate } from "uuid";
import type { Database } from "../db/client.ts";
import { DomainError } from "../error.ts";
import { isEvent, type StoreEvent } from "../event/catalogue.ts";
import { eventHops, titleOf } from "../event/eventHops.ts";
import { mailHops } from "../mail/mailHops.ts";
import { orderHops, storyOfOrder } from "../order/orderHops.ts";
import { reservationHops, storyOfReservation } from "../reservation/reservationHops.ts";
import { restockHops, storyOfRestock } from "../restock/restockHops.ts";
import { type Hop, hop } from "../schema.ts";
import type { Trace } from "./operations.schema.ts";
import { failure, feed, incident } from "./operations.sql.ts";
import { openKey } from "./record.ts";

/**
 * Every step of one story that was stored, in the order of the database's clock; `id` is the story's correlation id (which
 * is the request's), or an order, reservation or restock order of it. Throws `trace_not_found`.
 */
export async function trace(db: Database, id: string): Promise<Trace> {
  const correlationId = await storyOf(db, id);
  const [ordered, reserved, restocked] = await Promise.all([
    orderHops(db, correlationId),
    reservationHops(db, correlationId),
    restockHops(db, correlationId),
  ]);
  // A receipt is about a restock order and knows of no story.
  const names = [correlationId, ...restocked.ids];
  const [received, failed, mailed] = await Promise.all([
    feedHops(db, names),
    failureHops(db, names),
    mailHops(db, names),
  ]);
  const told = await eventHops(db, names, received.arrivals);
  const raised = await incidentHops(db, restocked.ids, [...told.events, ...received.events]);
  const hops = [ordered, reserved, restocked.hops, told.hops, received.hops, failed, mailed, raised].flat();
  if (hops.length === 0) throw new DomainError("trace_not_found", `Nothing is known of ${id}`);
  return { correlationId, hops: hops.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at)) };
}

async function storyOf(db: Database, id: string): Promise<string> {
  if (!validate(id)) return id;
  for (const storyBy of [storyOfOrder, storyOfReservation, storyOfRestock]) {
    const story = await storyBy(db, id);
    if (story !== undefined) return story;
  }
  return id;
}

async function feedHops(db: Database, names: readonly string[]) {
  const rows = await db
    .select()
    .from(feed)
    .where(inArray(feed.correlationId, [...names]))
    .orderBy(feed.eventId);
  return {
    events: rows.map(({ body }) => body),
    arrivals: new Map(rows.map(({ eventId, receivedAt }) => [eventId, receivedAt])),
    hops: rows.flatMap(({ body, receivedAt }) => hop(receivedAt, "operations", titleOf(body), "received")),
  };
}

async function failureHops(db: Database, names: readonly string[]): Promise<Hop[]> {
  const rows = await db
    .select()
    .from(failure)
    .where(inArray(failure.correlationId, [...names]));
  return rows.flatMap(({ failedAt, queue, messageId, receiveCount, reason }) =>
    hop(failedAt, `queue ${queue}`, `message ${messageId}`, `failed, delivery ${receiveCount}: ${reason}`),
  );
}

/** An incident is known by its restock order, or while it is open by the event that raised it. */
async function incidentHops(
  db: Database,
  restockIds: readonly string[],
  events: readonly StoreEvent[],
): Promise<Hop[]> {
  const keys = events.flatMap((event) => (isEvent(event, "incident.raised") ? [openKey(event.data)] : []));
  const known = [
    ...(restockIds.length > 0 ? [inArray(incident.restockId, [...restockIds])] : []),
    ...(keys.length > 0 ? [inArray(incident.openKey, keys)] : []),
  ];
  if (known.length === 0) return [];
  const rows = await db
    .select()
    .from(incident)
    .where(or(...known));
  return rows.flatMap(({ createdAt, resolvedAt, kind, message }) => [
    ...hop(createdAt, "incidents", kind, `opened: ${message}`),
    ...hop(resolvedAt, "incidents", kind, "resolved"),
  ]);
}
