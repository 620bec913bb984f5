import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { connect, type Database } from "../db/client.ts";
import { newId } from "../db/columns.ts";
import { storeEvent } from "../event/catalogue.ts";
import { outbox } from "../event/event.sql.ts";
import { republish } from "../event/outbox.ts";
import { mail } from "../mail/mail.sql.ts";
import { orders } from "../order/order.sql.ts";
import { decision } from "../replenishment/decision.sql.ts";
import { createStore } from "../testing.ts";
import { failure, feed, incident } from "./operations.sql.ts";
import { deleteOld, keptDays } from "./retention.ts";

let db: Database;
let url: string;
let stop: () => Promise<void>;
beforeAll(async () => ({ db, url, stop } = await createStore()));
afterAll(() => stop());
beforeEach(async () => {
  for (const table of [outbox, feed, failure, mail, incident, orders]) await db.delete(table);
});

/** A time so many days before a table's limit, or after it where negative. */
const beyond = (table: keyof typeof keptDays, days: number) =>
  sql`CURRENT_TIMESTAMP(3) - INTERVAL ${keptDays[table] + days} DAY`;
const event = () =>
  storeEvent("order.refused", { subject: "S", correlationId: "c" }, { sku: "S", quantity: 1, stock: 0 });
const id = (row: { eventId: string }) => row.eventId;
const letter = () => ({ mailId: newId(), recipient: "a@b.example", subject: "s", text: "t" });

async function stored(sentAt: ReturnType<typeof sql> | null, body = event()) {
  const { id: eventId, type } = body;
  await db
    .insert(outbox)
    .values({ eventId, type, body, sentAt, createdAt: sql`CURRENT_TIMESTAMP(3) - INTERVAL 9 YEAR` });
  return eventId;
}
async function received(receivedAt: ReturnType<typeof sql>, body = event()) {
  await db.insert(feed).values({ eventId: body.id, type: body.type, correlationId: "c", body, receivedAt });
  return body.id;
}

test("events are kept for a while after they were sent, and for ever while they were not", async () => {
  await stored(beyond("outbox", 1));
  const kept = [await stored(beyond("outbox", -1)), await stored(null)];
  await deleteOld(db);
  expect((await db.select().from(outbox).orderBy(outbox.eventId)).map(id)).toEqual(kept);
});

test("the feed outlives every delivery of an event, and what may be published once more", async () => {
  await received(beyond("feed", 1));
  const again = event();
  await stored(null, again);
  const kept = [await received(beyond("feed", -1)), await received(beyond("feed", 1), again)];
  await deleteOld(db);
  expect((await db.select().from(feed)).map(id).toSorted()).toEqual(kept.toSorted());
  const deliveredAgainDays = 23 + 14;
  expect(keptDays.feed).toBeGreaterThan(deliveredAgainDays);
  expect(keptDays.failure).toBeGreaterThan(14);
});

test("an event that is to be published again while it is being deleted stays", async () => {
  const eventId = await stored(beyond("outbox", 1));
  let republished = 0;
  const racing = connect(url, async (input, init) => {
    const isDelete = /"query":"delete from `outbox`/i.test(String(init?.body));
    if (isDelete) republished += await republish(db, 60_000);
    return fetch(input, init);
  });
  await deleteOld(racing);
  expect(republished).toBe(1);
  expect((await db.select().from(outbox)).map(id)).toEqual([eventId]);
});

test("of mail goes what was sent or is history, of failures what is not seen any more, of incidents what is resolved", async () => {
  const [sentLong, unsentLong, sent, unsent] = [letter(), letter(), letter(), letter()];
  await db.insert(mail).values([
    { ...sentLong, sentAt: beyond("mail", 1), createdAt: beyond("mail", 1) },
    { ...unsentLong, createdAt: beyond("mail", 1) },
    { ...sent, sentAt: beyond("mail", -1), createdAt: beyond("mail", 1) },
    { ...unsent, createdAt: beyond("mail", -1) },
  ]);
  const failed = { queue: "factory", reason: "500", receiveCount: 5 };
  await db.insert(failure).values([
    { ...failed, messageId: "old", seenAt: beyond("failure", 1) },
    { ...failed, messageId: "young", failedAt: beyond("failure", 1), seenAt: beyond("failure", -1) },
  ]);
  const trouble = { kind: "late_receipt", severity: "warning", createdAt: beyond("incident", 9) } as const;
  await db.insert(incident).values([
    {
      ...trouble,
      incidentId: newId(),
      message: "old",
      status: "resolved",
      resolvedAt: beyond("incident", 1),
    },
    {
      ...trouble,
      incidentId: newId(),
      message: "late",
      status: "resolved",
      resolvedAt: beyond("incident", -1),
    },
    { ...trouble, incidentId: newId(), message: "open", openKey: "late_receipt|x" },
  ]);
  await deleteOld(db);
  expect((await db.select().from(mail).orderBy(mail.mailId)).map(({ mailId }) => mailId)).toEqual([
    sent.mailId,
    unsent.mailId,
  ]);
  expect((await db.select().from(failure)).map(({ messageId }) => messageId)).toEqual(["young"]);
  expect(
    (await db.select().from(incident).orderBy(incident.incidentId)).map(({ message }) => message),
  ).toEqual(["late", "open"]);
});

test("decisions are kept for a quarter of a year", async () => {
  const row = {
    productId: newId(),
    reason: "enough" as const,
    quantity: 0,
    stock: 1,
    onOrder: 0,
    waiting: 0,
  };
  const decided = (days: number, reorderPoint: number) =>
    db
      .insert(decision)
      .values({ ...row, wanted: 0, reorderPoint, decisionId: newId(), createdAt: beyond("decision", days) });
  await decided(1, 1);
  await decided(-1, 2);
  await deleteOld(db);
  expect((await db.select().from(decision)).map(({ reorderPoint }) => reorderPoint)).toEqual([2]);
});

/** One digit of a number, in SQL. */
const digit = (name: string) =>
  sql.raw(`(${Array.from({ length: 10 }, (_, n) => `SELECT ${n} AS n`).join(" UNION ALL ")}) ${name}`);

/** Ten thousand and one hundred old failures. */
const manyFailures = () =>
  db.execute(sql`
    INSERT INTO failure (message_id, queue, reason, receive_count, seen_at)
    SELECT CONCAT(a.n, b.n, c.n, d.n, e.n), 'factory', 'x', 5, ${beyond("failure", 1)}
      FROM ${digit("a")} JOIN ${digit("b")} JOIN ${digit("c")} JOIN ${digit("d")} JOIN ${digit("e")} LIMIT 10100`);
const left = () => db.$count(failure);

test("a round deletes a bounded number, in statements of a bounded number", async () => {
  await manyFailures();
  let statements = 0;
  const counting = connect(url, (input, init) => {
    if (/"query":"delete from `failure`/i.test(String(init?.body))) statements += 1;
    return fetch(input, init);
  });
  await deleteOld(counting);
  expect([statements, await left()]).toEqual([20, 100]);
  await deleteOld(counting);
  expect([statements, await left()]).toEqual([21, 0]);
});

test("two at once do no harm, nor to what is written meanwhile", async () => {
  await manyFailures();
  const young = Array.from({ length: 20 }, newId);
  const write = async () => {
    for (const messageId of young)
      await db.insert(failure).values({ messageId, queue: "ads", reason: "x", receiveCount: 1 });
  };
  await Promise.all([deleteOld(db), deleteOld(db), write()]);
  await deleteOld(db);
  expect((await db.select().from(failure)).map(({ messageId }) => messageId).toSorted()).toEqual(
    young.toSorted(),
  );
});

test("what was refused is kept for a while, and every sale and every promise for ever", async () => {
  const old = beyond("orders", 1);
  const row = {
    productId: newId(),
    requestHash: "0".repeat(64),
    quantity: 1,
    unitPrice: 1,
    correlationId: "c",
  };
  const add = async (given: Partial<typeof orders.$inferInsert> | { createdAt: ReturnType<typeof sql> }) => {
    const orderId = newId();
    await db.insert(orders).values({ ...row, orderId, idempotencyKey: orderId, lane: "surge", ...given });
    return orderId;
  };
  await add({ status: "refused", createdAt: old });
  const kept = [
    await add({ status: "refused" }),
    await add({ status: "confirmed", createdAt: old }),
    await add({ status: "pending", createdAt: old }),
  ];
  await deleteOld(db);
  expect((await db.select().from(orders)).map(({ orderId }) => orderId).toSorted()).toEqual(kept.toSorted());
});
