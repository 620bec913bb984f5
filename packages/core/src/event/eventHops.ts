import { inArray } from "drizzle-orm";
import type { Database } from "../db/client.ts";
import { type Hop, hop } from "../schema.ts";
import { isEvent, type StoreEvent } from "./catalogue.ts";
import { outbox } from "./event.sql.ts";

/**
 * The events that a story stored and published, with the events themselves. That one was published is marked afterwards:
 * where it had been received by then, at one of `arrivals` by its id, it was published before.
 */
export async function eventHops(
  db: Database,
  correlationIds: readonly string[],
  arrivals: ReadonlyMap<string, Date>,
): Promise<{ events: StoreEvent[]; hops: Hop[] }> {
  const rows = await db
    .select()
    .from(outbox)
    .where(inArray(outbox.correlationId, [...correlationIds]))
    .orderBy(outbox.eventId);
  return {
    events: rows.map(({ body }) => body),
    hops: rows.flatMap(({ eventId, body, createdAt, sentAt }) => [
      ...hop(createdAt, "outbox", titleOf(body), "stored"),
      ...hop(earlier(sentAt, arrivals.get(eventId)), "topic", titleOf(body), "published"),
    ]),
  };
}

const earlier = (sentAt: Date | null, arrivedAt: Date | undefined) =>
  sentAt && arrivedAt && arrivedAt < sentAt ? arrivedAt : sentAt;

/** An event in a few words. */
export function titleOf(event: StoreEvent): string {
  const title = `${event.type} of ${event.subject}`;
  return isEvent(event, "restock.requested") ? `${title}, attempt ${event.data.attempt}` : title;
}
