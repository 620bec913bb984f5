import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { fromNow, newId } from "../../db/columns.ts";
import { storeEvent } from "../../event/catalogue.ts";
import { receive } from "../../restock/receive.ts";
import { restock } from "../../restock/restock.sql.ts";
import { orderedShelf } from "../../restock/testing.ts";
import { recordFailure } from "../failures.ts";
import { listIncidents, resolveIncident } from "../incidents.ts";
import { feed, incident } from "../operations.sql.ts";
import { record } from "../record.ts";
import { auditedStore, inMotion, wrong } from "./testing.ts";

const { db, queues, findings, age, settle, finished } = auditedStore();

test("a request must be in the outbox, on its way or a dead letter", async () => {
  const { order, event } = await orderedShelf(db());
  await settle();
  const row = `restock ${order.id}`;
  expect(await findings()).toEqual({ restock_requested: inMotion(row, "on its way") });
  await age(sql`outbox`, sql`sent_at`, 6);
  await age(sql`feed`, sql`received_at`, 6);
  expect(await findings()).toEqual({
    restock_requested: wrong(row, /was published at .* but is in no queue/),
  });
  await queues().die("factory", JSON.stringify(event));
  expect(await findings()).toMatchObject({ restock_requested: inMotion(row, "dead letter") });
  await db().update(restock).set({ asked: 2 });
  expect(await findings()).toMatchObject({
    restock_requested: wrong(row, "the outbox has no event of attempt 2"),
  });
});

test("a request that the factory was called for is in motion, though its yes was not noted", async () => {
  const { order } = await orderedShelf(db());
  await settle();
  await age(sql`outbox`, sql`sent_at`, 6);
  await age(sql`feed`, sql`received_at`, 6);
  await db()
    .update(restock)
    .set({ attempts: 1, leaseUntil: fromNow(0) });
  expect(await findings()).toEqual({
    restock_requested: inMotion(`restock ${order.id}`, "the factory was called"),
  });
});

test("a request that waits in its queue is in motion", async () => {
  const { order, event } = await orderedShelf(db());
  await settle();
  await age(sql`outbox`, sql`sent_at`, 6);
  await queues().wait("factory", JSON.stringify(event));
  expect(await findings()).toEqual({
    restock_requested: inMotion(`restock ${order.id}`, "on its way"),
    queues_drained: inMotion("queue factory", "1 message"),
  });
});

test("what was published must reach the feed, unless the ops queue still has it", async () => {
  await finished();
  await age(sql`outbox`, sql`sent_at`, 6);
  await age(sql`orders`, sql`announced_at`, 6);
  expect(await findings()).toEqual({});
  await db().delete(feed);
  const lost = "neither the ops queue nor its dead letters";
  expect(await findings()).toEqual({
    events_received: wrong(expect.stringMatching(/^event .* \(\S+\)$/), lost),
    sales_received: wrong(expect.stringMatching(/^order /), lost),
  });
  await queues().die("ops", "{}");
  expect(await findings()).toMatchObject({
    events_received: inMotion(expect.anything(), "see the dead letters"),
    sales_received: inMotion(expect.anything(), "see the dead letters"),
  });
  await queues().wait("ops", "{}");
  expect(await findings()).toMatchObject({
    events_received: inMotion(expect.anything(), "is being worked on"),
  });
});

test("incidents agree with themselves and with the feed", async () => {
  const trouble = { kind: "late_receipt", severity: "warning", message: "late", about: newId() } as const;
  await record(db(), storeEvent("incident.raised", { subject: "s", correlationId: "c" }, trouble));
  expect(await findings()).toEqual({});
  const [{ id } = { id: "" }] = await listIncidents(db(), { limit: 1 });
  await db().update(incident).set({ openKey: "another" });
  expect(await findings()).toMatchObject({
    incident_kept: wrong(expect.stringMatching(/^event /), "late_receipt of"),
  });
  await db().update(incident).set({ openKey: null });
  expect(await findings()).toMatchObject({
    incident_open_key: wrong(`incident ${id}`, "takes no further reports"),
  });
  await resolveIncident(db(), id);
  expect(await findings()).toEqual({});
});

test("dead letters wait for a person who knows of them", async () => {
  const { order } = await orderedShelf(db());
  await settle();
  const receiptId = newId();
  const dead = await queues().die("receipts", JSON.stringify({ receiptId, restockId: order.id }));
  const row = `dead letter ${dead} of receipts`;
  expect(await findings()).toMatchObject({
    dead_letters_none: inMotion(row, `receipt of restock order ${order.id}: redrive or discard it`),
    dead_letters_told: inMotion(row, "have not been told"),
  });
  await receive(db(), { receiptId, restockId: order.id });
  await settle();
  await recordFailure(db(), { messageId: dead, queue: "receipts", reason: "why", receiveCount: 4 });
  await age(sql`failure`, sql`failed_at`, 16);
  expect(await findings()).toEqual({
    dead_letters_none: inMotion(row, "its work was done otherwise"),
    dead_letters_told: wrong(row, "does the watchdog run"),
  });
  await recordFailure(db(), { messageId: dead, queue: "receipts", reason: "why", receiveCount: 5 });
  await settle();
  expect(await findings()).toEqual({ dead_letters_none: inMotion(row) });
});

test("a dead letter about a restock order that does not exist is wrong", async () => {
  const restockId = newId();
  const dead = await queues().die("receipts", JSON.stringify({ receiptId: newId(), restockId }));
  expect(await findings()).toMatchObject({
    dead_letters_known: wrong(`dead letter ${dead} of receipts`, `there is no restock order ${restockId}`),
  });
});
