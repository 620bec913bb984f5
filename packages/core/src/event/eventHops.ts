import { inArray } from "drizzle-orm";
import type { Database } from "../db/client.ts";
import { type Hop, hop } from "../schema.ts";
import { isEvent, type StoreEvent } from "./catalogue.ts";
import { outbox } from "./event.sql.ts";

/** The events that a story stored and published, with the events themselves. */
export async function eventHops(
  db: Database,
  correlationIds: readonly string[],
): Promise<{ events: StoreEvent[]; hops: Hop[] }> {
  const rows = await db
    .select()
    .from(outbox)
    .where(inArray(outbox.correlationId, [...correlationIds]))
    .orderBy(outbox.eventId);
  return {
    events: rows.map(({ body }) => body),
    hops: rows.flatMap(({ body, createdAt, sentAt }) => [
      ...hop(createdAt, "outbox", titleOf(body), "stored"),
      ...hop(sentAt, "topic", titleOf(body), "published"),
    ]),
  };
}

/** An event in a few words. */
export function titleOf(event: StoreEvent): string {
  const title = `${event.type} of ${event.subject}`;
  return isEvent(event, "restock.requested") ? `${title}, attempt ${event.data.attempt}` : title;
}
