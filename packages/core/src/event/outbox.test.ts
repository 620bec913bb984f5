import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import type { Database } from "../db/client.ts";
import { newId } from "../db/columns.ts";
import { findProduct } from "../product/product.ts";
import { product } from "../product/product.sql.ts";
import { createInbox } from "./testing.inbox.ts";
import { addProduct, createStore } from "../testing.ts";
import { parseEvent } from "./catalogue.ts";
import { outbox } from "./event.sql.ts";
import { commit, commitForRelay, relay, republish, type UnitOfWork } from "./outbox.ts";

vi.mock("@aws-sdk/client-sns", async (load) => (await import("./testing.patient.ts")).patientSns(load));
vi.mock("../db/columns.ts", async (load) => (await import("./testing.patient.ts")).patientLeases(load));
vi.mock("../within.ts", async () => ({ within: (await import("./testing.patient.ts")).withoutLimit }));

let db: Database;
let stop: () => Promise<void>;
let inbox: Awaited<ReturnType<typeof createInbox>>;
beforeAll(async () => {
  ({ db, stop } = await createStore());
  inbox = await createInbox();
  vi.stubEnv("STORE_EVENTS_TOPIC_ARN", inbox.topicArn);
});
afterAll(() => stop());
beforeEach(async () => {
  await db.delete(outbox);
  await inbox.take();
});

const refuse = (unit: UnitOfWork, sku: string, quantity = 1) =>
  unit.emit("order.refused", sku, { sku, quantity, stock: 0 });
const commitRefusal = (sku: string, quantity = 1) =>
  commit(db, newId(), async (unit) => refuse(unit, sku, quantity));
const taken = async () => (await inbox.take()).map(({ body }) => parseEvent(body));
const unsent = async () =>
  db
    .select()
    .from(outbox)
    .where(sql`sent_at IS NULL`);
const endLeases = () => db.execute(sql`UPDATE outbox SET lease_until = NULL WHERE sent_at IS NULL`);

const touch = ({ tx }: UnitOfWork, { productId }: { productId: string }) =>
  tx
    .update(product)
    .set({ price: sql`price + 1` })
    .where(eq(product.productId, productId));

test("what is left to the relay is published by the relay, and at once", async () => {
  const value = await commitForRelay(db, newId(), async (unit) => (refuse(unit, "S-R", 2), "value"));
  expect(value).toBe("value");
  expect(await inbox.take()).toEqual([]);
  expect(await relay(db)).toBe(1);
  expect(await taken()).toMatchObject([{ subject: "S-R", data: { quantity: 2 } }]);
});

test("an event is published at once, as a CloudEvent whose type the filters see", async () => {
  const correlationId = newId();
  const before = Date.now();
  expect(await commit(db, correlationId, async (unit) => (refuse(unit, "S-1", 2), "value"))).toBe("value");
  const [message, ...others] = await inbox.take();
  expect(others).toEqual([]);
  expect(message?.type).toBe("order.refused");
  const event = JSON.parse(message?.body ?? "");
  expect(event).toEqual({
    specversion: "1.0",
    id: expect.stringMatching(/^[0-9a-f-]{14}7[0-9a-f-]{21}$/),
    source: "/donut-states/store",
    type: "order.refused",
    subject: "S-1",
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    datacontenttype: "application/json",
    correlationid: correlationId,
    data: { sku: "S-1", quantity: 2, stock: 0 },
  });
  expect(Date.parse(event.time)).toBeGreaterThanOrEqual(before);
  expect(await unsent()).toEqual([]);
});

test("data and events are committed together", async () => {
  const { sku, productId } = await addProduct(db);
  const change = (name: string) => async (unit: UnitOfWork) => {
    await unit.tx.update(product).set({ name }).where(eq(product.productId, productId));
    refuse(unit, sku);
  };
  const failing = commit(db, newId(), async (unit) => {
    await change("half")(unit);
    throw new Error("died");
  });
  await expect(failing).rejects.toThrow("died");
  expect((await findProduct(db, sku)).name).not.toBe("half");
  expect([await taken(), await db.select().from(outbox)]).toEqual([[], []]);
  await commit(db, newId(), change("whole"));
  expect((await findProduct(db, sku)).name).toBe("whole");
  expect(await taken()).toHaveLength(1);
});

test("a commit without events stores and publishes nothing", async () => {
  await commit(db, newId(), async () => undefined);
  expect(await db.select().from(outbox)).toEqual([]);
});

test("Korean and emoji survive the way through the database and the broker", async () => {
  const sku = "도넛-🍩-\u{1F469}\u200D\u{1F373}-'\"\\-é";
  await commitRefusal(sku);
  const [message] = await inbox.take();
  expect(parseEvent(message?.body ?? "")).toMatchObject({ subject: sku, data: { sku } });
  // Some brokers refuse such characters when a redrive sends the body again.
  expect(message?.body).not.toMatch(/[\u{10000}-\u{10ffff}]/u);
  await republish(db, 60_000);
  await relay(db);
  expect((await taken())[0]).toMatchObject({ subject: sku, data: { sku } });
});

test("work that a deadlock threw back is run again and tells its events once", async () => {
  const [a, b] = [await addProduct(db), await addProduct(db)];
  let arrived = 0;
  const patient = { interval: 5, timeout: 60_000 };
  let runs = 0;
  const both = () => vi.waitFor(() => expect(arrived).toBeGreaterThanOrEqual(2), patient);
  const cross = (first: typeof a, second: typeof a) =>
    commit(db, newId(), async (unit) => {
      runs += 1;
      refuse(unit, first.sku);
      await touch(unit, first);
      arrived += 1;
      await both();
      await touch(unit, second);
    });
  await Promise.all([cross(a, b), cross(b, a)]);
  expect(runs).toBe(3);
  expect((await findProduct(db, a.sku)).price).toBe(a.price + 2);
  expect((await taken()).map(({ subject }) => subject).toSorted()).toEqual([a.sku, b.sku].toSorted());
  expect(await db.select().from(outbox)).toHaveLength(2);
});

test("the same fact told twice is stored once", async () => {
  const id = newId();
  const tell = () =>
    commit(db, newId(), async (unit) =>
      unit.emit("order.refused", "S", { sku: "S", quantity: 1, stock: 0 }, id),
    );
  await tell();
  await tell();
  expect((await db.select().from(outbox)).map(({ eventId }) => eventId)).toEqual([id]);
});

test("the relay sends what is left, oldest first, and nothing that has a publisher", async () => {
  for (const sku of ["first", "second", "third", "leased"]) await commitRefusal(sku);
  await republish(db, 60_000);
  await db.execute(sql`UPDATE outbox SET created_at = created_at - INTERVAL 1 HOUR, lease_until = NULL`);
  const [, , , leased] = await db.select().from(outbox).orderBy(outbox.eventId);
  await db
    .update(outbox)
    .set({ leaseUntil: sql`CURRENT_TIMESTAMP(3) + INTERVAL 1 MINUTE` })
    .where(eq(outbox.eventId, String(leased?.eventId)));
  await inbox.take();
  expect(await relay(db)).toBe(3);
  expect((await taken()).map(({ subject }) => subject)).toEqual(["first", "second", "third"]);
  expect(await relay(db)).toBe(0);
  await endLeases();
  expect(await relay(db)).toBe(1);
});

test("relays at once publish each of many events once", async () => {
  await commit(db, newId(), async (unit) => {
    for (let number = 0; number < 230; number++) refuse(unit, "crowd", number);
  });
  await republish(db, 60_000);
  await inbox.take();
  const sent = await Promise.all([relay(db), relay(db), relay(db)]);
  expect(sent.reduce((sum, count) => sum + count, 0)).toBe(230);
  const ids = (await taken()).map(({ id }) => id);
  expect([ids.length, new Set(ids).size]).toEqual([230, 230]);
  expect(await unsent()).toEqual([]);
});

test("however long the broker was away, its last hour is republished", async () => {
  await commitRefusal("yesterday");
  await db.execute(sql`UPDATE outbox SET sent_at = sent_at - INTERVAL 1 DAY`);
  await inbox.take();
  expect(await republish(db, 60_000)).toBe(1);
  await relay(db);
  expect((await taken()).map(({ subject }) => subject)).toEqual(["yesterday"]);
});

test("only what was sent within the time is republished", async () => {
  await commitRefusal("old");
  await db.execute(sql`UPDATE outbox SET sent_at = sent_at - INTERVAL 1 HOUR`);
  await commitRefusal("new");
  await inbox.take();
  expect(await republish(db, 60_000)).toBe(1);
  await relay(db);
  expect((await taken()).map(({ subject }) => subject)).toEqual(["new"]);
});
