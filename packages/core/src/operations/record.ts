import { sql } from "drizzle-orm";
import type { Database, Executor, Transaction } from "../db/client.ts";
import { newId } from "../db/columns.ts";
import { isDuplicate } from "../db/failure.ts";
import { retry } from "../db/retry.ts";
import { isEvent, type StoreEvent } from "../event/catalogue.ts";
import type { Incident } from "../event/incident.ts";
import { feed, incident } from "./operations.sql.ts";

/** Keeps an event in the operations feed, and opens or counts the incident it reports; once per event. */
export async function record(db: Database, event: StoreEvent): Promise<void> {
  try {
    await retry(() => (isEvent(event, "incident.raised") ? recordIncident(db, event) : keep(db, event)));
  } catch (error) {
    if (!isDuplicate(error)) throw error;
  }
}

/** The same of many events; most of them go in with one statement. Where it fails it is safe to record each by itself. */
export async function recordAll(db: Database, events: readonly StoreEvent[]): Promise<void> {
  const news = events.filter((event) => !isEvent(event, "incident.raised"));
  if (news.length > 0) await retry(() => keepAll(db, news));
  for (const event of events) if (isEvent(event, "incident.raised")) await record(db, event);
}

const recordIncident = (db: Database, event: StoreEvent<"incident.raised">) =>
  db.transaction(async (tx) => {
    await keep(tx, event);
    await open(tx, event.data);
  });

async function keep(db: Executor, event: StoreEvent): Promise<void> {
  await db.insert(feed).values(toRow(event));
}

async function keepAll(db: Database, events: readonly StoreEvent[]): Promise<void> {
  const alreadyKept = { set: { eventId: sql`${feed.eventId}` } };
  await db.insert(feed).values(events.map(toRow)).onDuplicateKeyUpdate(alreadyKept);
}

const toRow = (event: StoreEvent) => ({
  eventId: event.id,
  type: event.type,
  correlationId: event.correlationid,
  body: event,
});

/** The same thing happening to the same subject again is counted, not told again. */
async function open(
  tx: Transaction,
  { kind, severity, message, about, sku, restockId }: Incident,
): Promise<void> {
  await tx
    .insert(incident)
    .values({
      incidentId: newId(),
      kind,
      severity,
      message,
      sku: sku ?? null,
      restockId: restockId ?? null,
      openKey: openKey({ kind, about }),
    })
    .onDuplicateKeyUpdate({ set: { count: sql`${incident.count} + 1`, message } });
}

/** What makes two reports the same open incident. */
export const openKey = ({ kind, about }: Pick<Incident, "kind" | "about">) => `${kind}|${about}`;
