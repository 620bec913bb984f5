import { and, desc, eq, inArray, lt } from "drizzle-orm";
import type { Database } from "../db/client.ts";
import type { EventType, StoreEvent } from "../event/catalogue.ts";
import { feed } from "./operations.sql.ts";

/** What operations received, newest first; `cursor` is the id of the last event seen. */
export async function listEvents(
  db: Database,
  filter: { type?: EventType | undefined; limit: number; cursor?: string | undefined },
): Promise<StoreEvent[]> {
  const rows = await db
    .select({ body: feed.body })
    .from(feed)
    .where(
      and(
        filter.type ? eq(feed.type, filter.type) : undefined,
        filter.cursor ? lt(feed.eventId, filter.cursor) : undefined,
      ),
    )
    .orderBy(desc(feed.eventId))
    .limit(filter.limit);
  return rows.map((row) => row.body);
}

/** Of these events those that operations have received. */
export async function findReceived(db: Database, eventIds: readonly string[]): Promise<Set<string>> {
  const rows = await db
    .select({ id: feed.eventId })
    .from(feed)
    .where(inArray(feed.eventId, [...eventIds]));
  return new Set(rows.map(({ id }) => id));
}
