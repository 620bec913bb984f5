import { and, desc, eq, inArray, lt, lte, or } from "drizzle-orm";
import type { Database } from "../db/client.ts";
import type { Page } from "../db/page.ts";
import type { EventType, StoreEvent } from "../event/catalogue.ts";
import { feed } from "./operations.sql.ts";

/**
 * What operations received, last come first; `cursor` is the id of the last event seen. The ids tell no order: the sale of
 * a reservation has the reservation's, and that may be days old.
 */
export async function listEvents(
  db: Database,
  { type, limit, cursor }: Page & { type?: EventType | undefined },
): Promise<StoreEvent[]> {
  const rows = await db
    .select({ body: feed.body })
    .from(feed)
    .where(and(type && eq(feed.type, type), cursor === undefined ? undefined : cameBefore(db, cursor)))
    .orderBy(desc(feed.receivedAt), desc(feed.eventId))
    .limit(limit);
  return rows.map((row) => row.body);
}

/** The first condition says nothing that the second does not, but where an index is to be read from. */
function cameBefore(db: Database, eventId: string) {
  const its = db.select({ at: feed.receivedAt }).from(feed).where(eq(feed.eventId, eventId));
  return and(lte(feed.receivedAt, its), or(lt(feed.receivedAt, its), lt(feed.eventId, eventId)));
}

/** Of these events those that operations have received. */
export async function findReceived(db: Database, eventIds: readonly string[]): Promise<Set<string>> {
  const rows = await db
    .select({ id: feed.eventId })
    .from(feed)
    .where(inArray(feed.eventId, [...eventIds]));
  return new Set(rows.map(({ id }) => id));
}
