import { eq, inArray } from "drizzle-orm";
import type { Database } from "../db/client.ts";
import { newestFirst, type Page } from "../db/page.ts";
import type { EventType, StoreEvent } from "../event/catalogue.ts";
import { feed } from "./operations.sql.ts";

/** What operations received, newest first; `cursor` is the id of the last event seen. */
export async function listEvents(
  db: Database,
  { type, ...page }: Page & { type?: EventType | undefined },
): Promise<StoreEvent[]> {
  const rows = await newestFirst(
    db.select({ body: feed.body }).from(feed).$dynamic(),
    feed.eventId,
    page,
    type && eq(feed.type, type),
  );
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
