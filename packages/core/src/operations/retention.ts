import { and, eq, inArray, isNull, lt, notExists, or, type SQL, sql } from "drizzle-orm";
import type { MySqlColumn, MySqlTable } from "drizzle-orm/mysql-core";
import type { Database } from "../db/client.ts";
import { fromNow } from "../db/columns.ts";
import { retry } from "../db/retry.ts";
import { outbox } from "../event/event.sql.ts";
import { mail } from "../mail/mail.sql.ts";
import { orders } from "../order/order.sql.ts";
import { decision } from "../replenishment/decision.sql.ts";
import { runEach } from "../runEach.ts";
import { failure, feed, incident } from "./operations.sql.ts";

/**
 * Days that each table keeps what is done, and that orders and reservations keep whose they were. A message may be
 * delivered again for 37 days (SNS tries for 23, a dead letter is kept for 14), and the feed tells that an event was
 * received before, so it keeps for longer than that.
 */
export const keptDays = {
  outbox: 30,
  feed: 90,
  failure: 30,
  mail: 30,
  incident: 365,
  orders: 7,
  decision: 90,
  customer: 365,
} as const;

/** How many rows one statement deletes, and how many such statements a table gets in a round. */
const BATCH = 500;
const BATCHES = 20;

const DAY_MS = 24 * 60 * 60_000;
export const ago = (table: keyof typeof keptDays) => fromNow(-keptDays[table] * DAY_MS);

interface Old {
  table: MySqlTable;
  id: MySqlColumn;
  /** What is done, and long enough ago. */
  isOver: SQL | undefined;
}

/** Sales, restock orders and adjustments are the ledger and are not among them: they are kept for good. */
const old = (db: Database): Old[] => [
  { table: outbox, id: outbox.eventId, isOver: lt(outbox.sentAt, ago("outbox")) },
  {
    table: feed,
    id: feed.eventId,
    // An event that is still in the outbox may be published once more.
    isOver: and(
      lt(feed.receivedAt, ago("feed")),
      notExists(
        db
          .select({ one: sql`1` })
          .from(outbox)
          .where(eq(outbox.eventId, feed.eventId)),
      ),
    ),
  },
  { table: failure, id: failure.messageId, isOver: lt(failure.seenAt, ago("failure")) },
  {
    table: mail,
    id: mail.mailId,
    // What could not be sent is not sent any more after a day.
    isOver: or(lt(mail.sentAt, ago("mail")), and(isNull(mail.sentAt), lt(mail.createdAt, ago("mail")))),
  },
  { table: incident, id: incident.incidentId, isOver: lt(incident.resolvedAt, ago("incident")) },
  {
    table: orders,
    id: orders.orderId,
    // Never announced, which is for the index's sake.
    isOver: and(
      eq(orders.status, "refused"),
      isNull(orders.announcedAt),
      lt(orders.createdAt, ago("orders")),
    ),
  },
  { table: decision, id: decision.decisionId, isOver: lt(decision.createdAt, ago("decision")) },
];

/**
 * Deletes what is done and old, some thousand rows of a table in a round. What is unsent, open or young stays: the
 * statement that deletes looks again. Two at once do no more than one.
 */
export async function deleteOld(db: Database): Promise<void> {
  await runEach(old(db).map((rows) => () => deleteRows(db, rows)));
}

async function deleteRows(db: Database, { table, id, isOver }: Old): Promise<void> {
  for (let batch = 0; batch < BATCHES; batch++) {
    const rows = await db.select({ id }).from(table).where(isOver).limit(BATCH);
    if (rows.length === 0) return;
    const ids = rows.map((row) => row.id);
    // By primary key: deleting by a range would lock the way in for new rows.
    await retry(() => db.delete(table).where(and(inArray(id, ids), isOver)));
    if (rows.length < BATCH) return;
  }
}
