import { and, asc, eq, inArray, isNull, lt, or, type SQL, sql } from "drizzle-orm";
import type { Database, Transaction } from "../db/client.ts";
import { fromNow, newId, now } from "../db/columns.ts";
import { retry } from "../db/retry.ts";
import { log, reason } from "../log.ts";
import { within } from "../within.ts";
import { type EventData, type EventType, type StoreEvent, storeEvent } from "./catalogue.ts";
import { outbox } from "./event.sql.ts";

/** How long a publisher owns the rows it took, in milliseconds; whoever dies leaves them to the relay after that. */
const LEASE_MS = 5_000;
/** How long a request may wait for its own events to be published, in milliseconds. */
const PUBLISH_WITHIN_MS = 1_000;
const RELAY_BATCH = 100;

/** One transaction and the events that happen in it: both are committed, or neither is. */
export interface UnitOfWork {
  readonly tx: Transaction;
  readonly correlationId: string;
  /** `id` is given where the same fact must always be the same event; it is then stored once. */
  emit<T extends EventType>(type: T, subject: string, data: EventData<T>, id?: string): void;
}

/**
 * Runs `work` in a transaction, stores the events it emits beside its data, and after the commit publishes them.
 * What could not be published within a second stays in the outbox for the relay.
 * `work` is run again after a deadlock, so it must change nothing but the database.
 */
export async function commit<T>(
  db: Database,
  correlationId: string,
  work: (unit: UnitOfWork) => Promise<T>,
): Promise<T> {
  const { value, events } = await transact(db, correlationId, work, fromNow(LEASE_MS));
  if (events.length > 0) await publishWithin(db, events);
  return value;
}

/** The same for work that is done many times over while somebody waits: the relay publishes what it emits. */
export async function commitForRelay<T>(
  db: Database,
  correlationId: string,
  work: (unit: UnitOfWork) => Promise<T>,
): Promise<T> {
  return (await transact(db, correlationId, work, null)).value;
}

function transact<T>(
  db: Database,
  correlationId: string,
  work: (unit: UnitOfWork) => Promise<T>,
  leaseUntil: SQL | null,
): Promise<{ value: T; events: StoreEvent[] }> {
  return retry(() =>
    db.transaction(async (tx) => {
      const events: StoreEvent[] = [];
      const value = await work({
        tx,
        correlationId,
        emit: (type, subject, data, id = newId()) =>
          void events.push(storeEvent(type, { subject, correlationId, id }, data)),
      });
      if (events.length > 0) await store(tx, events, leaseUntil);
      return { value, events };
    }),
  );
}

async function store(tx: Transaction, events: readonly StoreEvent[], leaseUntil: SQL | null): Promise<void> {
  const alreadyTold = { set: { eventId: sql`${outbox.eventId}` } };
  const rows = events.map((event) => ({ ...toRow(event), leaseUntil }));
  await tx.insert(outbox).values(rows).onDuplicateKeyUpdate(alreadyTold);
}

const toRow = (event: StoreEvent) => ({
  eventId: event.id,
  type: event.type,
  correlationId: event.correlationid,
  body: event,
});

async function publishWithin(db: Database, events: readonly StoreEvent[]): Promise<void> {
  await within(PUBLISH_WITHIN_MS, send(db, events)).catch((error: unknown) =>
    log.warn("events are left to the relay", {
      correlationId: events[0]?.correlationid,
      reason: reason(error),
      count: events.length,
    }),
  );
}

/** The SNS client is loaded here and not before: a sale that publishes nothing does not pay for it. */
async function send(db: Database, events: readonly StoreEvent[]): Promise<number> {
  const { publish } = await import("./publish.ts");
  const taken = await publish(events);
  if (taken.length > 0)
    await db.update(outbox).set({ sentAt: now, claim: null }).where(inArray(outbox.eventId, taken));
  return taken.length;
}

/**
 * Publishes what is waiting in the outbox, oldest first, and returns how many events were sent.
 * At least once: a relay that dies between publishing and marking publishes again, and every consumer is idempotent.
 */
export async function relay(db: Database): Promise<number> {
  let total = 0;
  for (;;) {
    const events = await claim(db);
    if (events.length === 0) return total;
    const sent = await send(db, events);
    total += sent;
    if (sent < events.length) return total;
  }
}

async function claim(db: Database): Promise<StoreEvent[]> {
  const run = newId();
  const free = and(isNull(outbox.sentAt), or(isNull(outbox.leaseUntil), lt(outbox.leaseUntil, now)));
  await retry(() =>
    db
      .update(outbox)
      .set({ claim: run, leaseUntil: fromNow(LEASE_MS) })
      .where(free)
      .orderBy(asc(outbox.createdAt))
      .limit(RELAY_BATCH),
  );
  const rows = await db
    .select({ body: outbox.body })
    .from(outbox)
    .where(eq(outbox.claim, run))
    .orderBy(outbox.eventId);
  return rows.map((row) => row.body);
}

/**
 * Marks what was sent within the `milliseconds` before the latest sending as unsent: for a broker that lost its memory,
 * however long ago that was. Returns how many events will go out again.
 */
export async function republish(db: Database, milliseconds: number): Promise<number> {
  const { rowsAffected } = await db.execute(sql`
    UPDATE ${outbox} o JOIN (SELECT MAX(sent_at) AS latest FROM ${outbox}) t
       SET o.sent_at = NULL, o.lease_until = NULL, o.claim = NULL
     WHERE o.sent_at > t.latest - INTERVAL ${Math.round(milliseconds) * 1000} MICROSECOND`);
  return rowsAffected;
}

/** Seconds that the oldest event has waited to be published; 0 where none waits. */
export async function outboxAgeSeconds(db: Database): Promise<number> {
  const age = sql<number>`COALESCE(TIMESTAMPDIFF(SECOND, MIN(${outbox.createdAt}), CURRENT_TIMESTAMP(3)), 0)`;
  const [oldest] = await db
    .select({ age: age.mapWith(Number) })
    .from(outbox)
    .where(isNull(outbox.sentAt));
  return oldest?.age ?? 0;
}
