import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Database } from "../db/client.ts";
import { newId } from "../db/columns.ts";
import { type EventData, storeEvent } from "../event/catalogue.ts";
import { createStore } from "../testing.ts";
import { listEvents } from "./feed.ts";
import { listIncidents, resolveIncident } from "./incidents.ts";
import { feed } from "./operations.sql.ts";
import { record, recordAll } from "./record.ts";

let db: Database;
let stop: () => Promise<void>;
beforeAll(async () => ({ db, stop } = await createStore()));
afterAll(() => stop());

const refused = (sku: string) =>
  storeEvent("order.refused", { subject: sku, correlationId: newId() }, { sku, quantity: 1, stock: 0 });
const empty = (sku: string) =>
  storeEvent("stock.empty", { subject: sku, correlationId: newId() }, { sku, stock: 0, restockId: null });
const incident = (about: string, given: Partial<EventData<"incident.raised">> = {}) =>
  storeEvent(
    "incident.raised",
    { subject: about, correlationId: newId() },
    { kind: "late_receipt", severity: "warning", message: "late", about, ...given },
  );
const incidents = async (message: string) =>
  (await listIncidents(db, { limit: 100 })).filter((row) => row.message === message);

test("an event is kept once, whole, newest first and by type", async () => {
  const [older, newer] = [refused("도넛 🍩"), refused("B")];
  await Promise.all([record(db, older), record(db, older), record(db, older)]);
  await record(db, newer);
  await record(db, older);
  expect(await listEvents(db, { type: "order.refused", limit: 10 })).toEqual([newer, older]);
  expect(await listEvents(db, { type: "order.refused", limit: 1 })).toEqual([newer]);
  expect(await listEvents(db, { limit: 10, cursor: newer.id })).toEqual([older]);
  expect(await listEvents(db, { type: "stock.empty", limit: 10 })).toEqual([]);
});

test("what came last is listed first, however old its id is, and the pages follow", async () => {
  // A served reservation's order has the reservation's id, and that may be days old.
  const [late, first, second, third] = [empty("late"), empty("1"), empty("2"), empty("3")];
  await recordAll(db, [first, third, second]);
  // Those of one millisecond are told apart by their ids.
  const receivedAt = new Date(Date.UTC(2024, 0, 1));
  await db.update(feed).set({ receivedAt }).where(eq(feed.type, "stock.empty"));
  await record(db, late);
  const all = [late, third, second, first];
  const list = (cursor?: string) => listEvents(db, { type: "stock.empty", limit: 9, cursor });
  expect(await list()).toEqual(all);
  for (const [index, { id }] of all.entries()) expect(await list(id)).toEqual(all.slice(index + 1));
  expect(await listEvents(db, { limit: 2, cursor: third.id })).toEqual([second, first]);
});

test("many are kept as one by one, those that were kept before and incidents among them", async () => {
  const about = newId();
  const [known, fresh, raised] = [refused(newId()), refused(newId()), incident(about, { message: about })];
  await record(db, known);
  await recordAll(db, [fresh, raised, known, fresh, raised]);
  const kept = await listEvents(db, { limit: 100 });
  for (const event of [known, fresh, raised])
    expect(kept.filter(({ id }) => id === event.id)).toEqual([event]);
  expect(await incidents(about)).toMatchObject([{ count: 1 }]);
});

test("an incident is opened once per event, and the same thing again is counted", async () => {
  const message = newId();
  const about = newId();
  const event = incident(about, { message, sku: "CP-1", restockId: newId() });
  await Promise.all([record(db, event), record(db, event)]);
  expect(await incidents(message)).toMatchObject([
    { kind: "late_receipt", severity: "warning", status: "open", count: 1, sku: "CP-1" },
  ]);
  await Promise.all(Array.from({ length: 8 }, () => record(db, incident(about, { message }))));
  expect(await incidents(message)).toMatchObject([{ count: 9, restockId: event.data.restockId }]);
});

test("another kind or another subject is another incident", async () => {
  const message = newId();
  await record(db, incident("A", { message }));
  await record(db, incident("B", { message }));
  await record(db, incident("A", { message, kind: "quantity_mismatch" }));
  expect(await incidents(message)).toHaveLength(3);
});

test("what happens again after it was resolved is a new incident", async () => {
  const message = newId();
  const about = newId();
  await record(db, incident(about, { message }));
  const [first] = await incidents(message);
  expect(await resolveIncident(db, String(first?.id))).toMatchObject({ status: "resolved", count: 1 });
  expect(await resolveIncident(db, String(first?.id))).toMatchObject({ status: "resolved" });
  await record(db, incident(about, { message }));
  expect(await incidents(message)).toMatchObject([
    { status: "open", count: 1 },
    { status: "resolved", count: 1 },
  ]);
});

test("incidents are listed newest first, by kind, page by page", async () => {
  const messages = [newId(), newId(), newId()];
  for (const message of messages)
    await record(db, incident(newId(), { kind: "dead_letter", severity: "critical", message }));
  const page = await listIncidents(db, { kind: "dead_letter", limit: 2 });
  const rest = await listIncidents(db, { kind: "dead_letter", limit: 2, cursor: String(page[1]?.id) });
  expect([...page, ...rest].map(({ message }) => message)).toEqual(messages.toReversed());
});

test("an unknown incident is a refusal with a name", async () => {
  await expect(resolveIncident(db, newId())).rejects.toMatchObject({ code: "incident_not_found" });
});
