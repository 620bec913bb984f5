import { eq, type SQL, sql } from "drizzle-orm";
import { afterEach, beforeAll, afterAll, beforeEach, expect, test } from "vitest";
import type { Database } from "../db/client.ts";
import { fromNow, newId } from "../db/columns.ts";
import { storeEvent } from "../event/catalogue.ts";
import { outbox } from "../event/event.sql.ts";
import { relay } from "../event/outbox.ts";
import { announceOrders } from "../order/announce.ts";
import { checkout } from "../order/checkout.ts";
import { intend } from "../order/intent.ts";
import { orders } from "../order/order.sql.ts";
import { product } from "../product/product.sql.ts";
import { receive } from "../restock/receive.ts";
import { restock } from "../restock/restock.sql.ts";
import { orderedShelf } from "../restock/testing.ts";
import { adjust } from "../stock/adjust.ts";
import { adjustment } from "../stock/stock.sql.ts";
import { addProduct, createStore, restocksOf } from "../testing.ts";
import { audit } from "./audit.ts";
import { recordFailure } from "./failures.ts";
import { resolveIncident, listIncidents } from "./incidents.ts";
import type { Finding } from "./operations.schema.ts";
import { failure, feed, incident } from "./operations.sql.ts";
import { record } from "./record.ts";
import { bindQueues } from "./testing.ts";

let db: Database;
let stop: () => Promise<void>;
let queues: Awaited<ReturnType<typeof bindQueues>>;
beforeAll(async () => {
  ({ db, stop } = await createStore());
});
afterAll(() => stop());
beforeEach(async () => {
  queues = await bindQueues();
  for (const table of [orders, restock, adjustment, product, outbox, feed, incident, failure])
    await db.delete(table);
});
afterEach(() => queues.restore());

/** What the audit found, by the name of its rule. */
async function findings(): Promise<Record<string, Finding>> {
  const { ok, checks } = await audit(db);
  const found = checks.flatMap(({ name, finding }) => (finding ? [[name, finding] as const] : []));
  expect(ok).toBe(found.every(([, { verdict }]) => verdict === "in_motion"));
  return Object.fromEntries(found);
}
const wrong = (row: string, message: string | RegExp = "") => ({
  verdict: "wrong",
  row,
  message: expect.stringMatching(message),
});
const inMotion = (row: string, message: string | RegExp = "") => ({
  ...wrong(row, message),
  verdict: "in_motion",
});

const buy = (sku: string, quantity = 1) => checkout(db, { sku, quantity }, { correlationId: newId() });
const deliver = (restockId: string) => receive(db, { receiptId: newId(), restockId });
/** Lets time pass for everything that a store keeps. */
const age = (table: SQL, column: SQL, minutes: number) =>
  db.execute(sql`UPDATE ${table} SET ${column} = ${column} - INTERVAL ${minutes} MINUTE`);

/** What the relay and the consumers of operations do. */
async function settle() {
  await relay(db);
  await announceOrders(db);
  const received = new Set((await db.select().from(feed)).map(({ eventId }) => eventId));
  for (const { body } of await db.select().from(outbox)) if (!received.has(body.id)) await record(db, body);
  for (const { orderId } of await db.select().from(orders)) {
    const about = { subject: orderId, correlationId: "c", id: orderId };
    await record(db, storeEvent("order.completed", about, { orderId, sku: "s", quantity: 1, total: 1 }));
  }
}

/** A story from the sale to the goods, of which nothing is left to do. */
async function finished() {
  const shelf = await addProduct(db, { stock: 1 });
  await buy(shelf.sku);
  const [order] = await restocksOf(db, shelf.sku);
  if (!order) throw new Error("no restock order was opened");
  await deliver(order.id);
  await adjust(db, shelf.sku, { delta: -2, reason: "broken" }, { correlationId: newId() });
  await settle();
  return { ...shelf, order };
}

test("a store at rest keeps every rule, also of what is an hour old", async () => {
  await finished();
  expect(await findings()).toEqual({});
  await age(sql`outbox`, sql`sent_at`, 30);
  await age(sql`orders`, sql`announced_at`, 30);
  expect(await findings()).toEqual({});
});

test("what goes on makes nothing wrong", async () => {
  const { sku } = await addProduct(db, { stock: 12 });
  const shop = { open: true };
  const buyer = async () => {
    for (let bought = 0; bought < 8; bought++) await buy(sku);
  };
  const warehouse = async () => {
    while (shop.open) {
      for (const { id, status } of await restocksOf(db, sku)) if (status === "requested") await deliver(id);
      await adjust(db, sku, { delta: 1, reason: "found" }, { correlationId: newId() });
    }
  };
  const relays = async () => {
    while (shop.open) await settle();
  };
  const auditor = async () => {
    let audits = 0;
    for (; shop.open; audits++) {
      const { checks } = await audit(db);
      expect(checks.filter(({ finding }) => finding?.verdict === "wrong")).toEqual([]);
    }
    return audits;
  };
  const buyers = Promise.all([buyer(), buyer(), buyer()]).finally(() => (shop.open = false));
  const [audits] = await Promise.all([auditor(), buyers, warehouse(), relays()]);
  expect(audits).toBeGreaterThan(2);
});

/** What the engine itself would not let happen. */
async function sellTooMuch() {
  await db.execute(sql`ALTER TABLE product DROP CONSTRAINT ck_product_stock`);
  await set(sql`product`, sql`stock = -1`);
}

type Story = Awaited<ReturnType<typeof finished>>;
const set = (table: SQL, change: SQL) => db.execute(sql`UPDATE ${table} SET ${change}`);

/** Each rule of what is stored, broken in a store at rest: the row that is named, and what is said of it. */
test.each<
  [rule: string, spoil: (story: Story) => Promise<unknown>, row: (story: Story) => string, message: RegExp]
>([
  [
    "ledger_balances",
    () => set(sql`product`, sql`stock = stock + 1`),
    ({ sku }) => `product ${sku}`,
    /^stock is 9, but 1 at first \+ 10 received \+ -2 adjusted - 1 sold = 8$/,
  ],
  [
    "ledger_balances",
    () => db.delete(adjustment),
    ({ sku }) => `product ${sku}`,
    /^stock is 8, but .* = 10$/,
  ],
  ["stock_not_negative", sellTooMuch, ({ sku }) => `product ${sku}`, /^its stock is -1$/],
  [
    "order_confirmed",
    () => set(sql`orders`, sql`confirmed_at = NULL`),
    () => "order",
    /confirmed but has no time/,
  ],
  [
    "order_confirmed",
    () => set(sql`orders`, sql`status = 'pending'`),
    () => "order",
    /pending but was confirmed at 2/,
  ],
  ["order_confirmed", () => db.delete(product), () => "order", /its product does not exist/],
  [
    "restock_open_key",
    () => set(sql`restock`, sql`open_key = product_id`),
    ({ order }) => `restock ${order.id}`,
    /^it is completed and holds a place$/,
  ],
  [
    "restock_open_key",
    () => set(sql`restock`, sql`status = 'accepted'`),
    ({ order }) => `restock ${order.id}`,
    /^it is accepted and holds no place$/,
  ],
  [
    "restock_completed",
    () => set(sql`restock`, sql`receipt_id = NULL`),
    ({ order }) => `restock ${order.id}`,
    /^it is completed and has a time of completion and no receipt$/,
  ],
  [
    "restock_completed",
    () => set(sql`restock`, sql`status = 'failed'`),
    ({ order }) => `restock ${order.id}`,
    /^it is failed and has a time of completion and a receipt$/,
  ],
  [
    "restock_attempts",
    () => set(sql`restock`, sql`accepted_at = requested_at`),
    ({ order }) => `restock ${order.id}`,
    /called 0 times/,
  ],
  [
    "restock_attempts",
    () => set(sql`restock`, sql`reminders = 1`),
    ({ order }) => `restock ${order.id}`,
    /reminded 1/,
  ],
  [
    "restock_received",
    () => set(sql`restock`, sql`quantity = 11`),
    ({ order }) => `restock ${order.id}`,
    /^11 were ordered, but restock.completed tells of 10$/,
  ],
  [
    "restock_received",
    () => db.delete(outbox).where(eq(outbox.type, "stock.replenished")),
    ({ order }) => `restock ${order.id}`,
    /stock.replenished was told 0 times/,
  ],
])("%s is broken by its first row: %#", async (rule, spoil, row, message) => {
  const story = await finished();
  await spoil(story);
  const named = { ...wrong("", message), row: expect.stringContaining(row(story)) };
  expect(await findings()).toMatchObject({ [rule]: named });
});

test("two restock orders open for one product are wrong", async () => {
  const { sku } = await orderedShelf(db);
  await db.execute(sql`ALTER TABLE restock DROP INDEX uq_restock_open`);
  await db.execute(sql`INSERT INTO restock (restock_id, product_id, factory_id, quantity, status, open_key,
      correlation_id, expected_at, due_at)
    SELECT UNHEX(REPLACE(UUID(), '-', '')), product_id, factory_id, quantity, status, open_key,
      correlation_id, expected_at, due_at FROM restock`);
  expect(await findings()).toMatchObject({
    restock_one_open: wrong(`product ${sku}`, "2 restock orders open"),
  });
  await db.delete(restock);
  await db.execute(sql`ALTER TABLE restock ADD UNIQUE INDEX uq_restock_open (open_key)`);
});

test("what nobody moves is wrong in the end, and until then in motion", async () => {
  const { productId, order } = await orderedShelf(db);
  const orderId = newId();
  const intent = { orderId, idempotencyKey: orderId, requestHash: "0".repeat(64), correlationId: newId() };
  await intend(db, { ...intent, productId, quantity: 1, unitPrice: 1 });
  await db.update(outbox).set({ sentAt: null });
  await db.update(restock).set({ dueAt: fromNow(0) });
  expect(await findings()).toMatchObject({
    restock_watched: inMotion(`restock ${order.id}`, /^it has been late$/),
    restock_requested: inMotion(`restock ${order.id}`, "waits in the outbox"),
    outbox_drained: inMotion(expect.stringMatching(/^event /), "stock.empty|restock.requested"),
  });
  await age(sql`restock`, sql`due_at`, 16);
  await age(sql`outbox`, sql`created_at`, 16);
  await age(sql`orders`, sql`created_at`, 6);
  expect(await findings()).toMatchObject({
    restock_watched: wrong(`restock ${order.id}`, "does the watchdog run"),
    outbox_drained: wrong(expect.stringMatching(/^event /), "more than 15 minutes: does the relay run"),
    intents_swept: inMotion(`order ${orderId}`),
  });
  await age(sql`orders`, sql`created_at`, 10);
  expect(await findings()).toMatchObject({
    intents_swept: wrong(`order ${orderId}`, "does the watchdog run"),
  });
});

test("a sale that is not announced is in motion, and wrong in the end", async () => {
  const { sku } = await addProduct(db);
  const sale = await buy(sku);
  const row = `order ${sale.outcome === "sold" ? sale.order.id : ""}`;
  expect(await findings()).toEqual({ orders_announced: inMotion(row) });
  await age(sql`orders`, sql`confirmed_at`, 16);
  expect(await findings()).toEqual({ orders_announced: wrong(row, "does the relay run") });
});

test("a shelf that ought to be ordered for is the watchdog's", async () => {
  const { sku } = await addProduct(db, { stock: 0 });
  expect(await findings()).toEqual({ shelf_ordered: inMotion(`product ${sku}`, "its stock is 0") });
});

test("a request must be in the outbox, on its way or a dead letter", async () => {
  const { order, event } = await orderedShelf(db);
  await settle();
  const row = `restock ${order.id}`;
  expect(await findings()).toEqual({ restock_requested: inMotion(row, "on its way") });
  await age(sql`outbox`, sql`sent_at`, 6);
  await age(sql`feed`, sql`received_at`, 6);
  expect(await findings()).toEqual({
    restock_requested: wrong(row, /was published at .* but is in no queue/),
  });
  await queues.die("factory", JSON.stringify(event));
  expect(await findings()).toMatchObject({ restock_requested: inMotion(row, "dead letter") });
  await db.update(restock).set({ asked: 2 });
  expect(await findings()).toMatchObject({
    restock_requested: wrong(row, "the outbox has no event of attempt 2"),
  });
});

test("a request that waits in its queue is in motion", async () => {
  const { order, event } = await orderedShelf(db);
  await settle();
  await age(sql`outbox`, sql`sent_at`, 6);
  await queues.wait("factory", JSON.stringify(event));
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
  await db.delete(feed);
  const lost = "neither the ops queue nor its dead letters";
  expect(await findings()).toEqual({
    events_received: wrong(expect.stringMatching(/^event .* \(\S+\)$/), lost),
    sales_received: wrong(expect.stringMatching(/^order /), lost),
  });
  await queues.die("ops", "{}");
  expect(await findings()).toMatchObject({
    events_received: inMotion(expect.anything(), "see the dead letters"),
    sales_received: inMotion(expect.anything(), "see the dead letters"),
  });
  await queues.wait("ops", "{}");
  expect(await findings()).toMatchObject({
    events_received: inMotion(expect.anything(), "is being worked on"),
  });
});

test("incidents agree with themselves and with the feed", async () => {
  const trouble = { kind: "late_receipt", severity: "warning", message: "late", about: newId() } as const;
  await record(db, storeEvent("incident.raised", { subject: "s", correlationId: "c" }, trouble));
  expect(await findings()).toEqual({});
  const [{ id } = { id: "" }] = await listIncidents(db, { limit: 1 });
  await db.update(incident).set({ openKey: "another" });
  expect(await findings()).toMatchObject({
    incident_kept: wrong(expect.stringMatching(/^event /), "late_receipt of"),
  });
  await db.update(incident).set({ openKey: null });
  expect(await findings()).toMatchObject({
    incident_open_key: wrong(`incident ${id}`, "takes no further reports"),
  });
  await resolveIncident(db, id);
  expect(await findings()).toEqual({});
});

test("dead letters wait for a person who knows of them", async () => {
  const { order } = await orderedShelf(db);
  await settle();
  const receiptId = newId();
  const dead = await queues.die("receipts", JSON.stringify({ receiptId, restockId: order.id }));
  const row = `dead letter ${dead} of receipts`;
  expect(await findings()).toMatchObject({
    dead_letters_none: inMotion(row, `receipt of restock order ${order.id}: redrive or discard it`),
    dead_letters_told: inMotion(row, "have not been told"),
  });
  await receive(db, { receiptId, restockId: order.id });
  await settle();
  await recordFailure(db, { messageId: dead, queue: "receipts", reason: "why", receiveCount: 4 });
  await age(sql`failure`, sql`failed_at`, 16);
  expect(await findings()).toEqual({
    dead_letters_none: inMotion(row, "its work was done otherwise"),
    dead_letters_told: wrong(row, "does the watchdog run"),
  });
  await recordFailure(db, { messageId: dead, queue: "receipts", reason: "why", receiveCount: 5 });
  await settle();
  expect(await findings()).toEqual({ dead_letters_none: inMotion(row) });
});

test("a dead letter about a restock order that does not exist is wrong", async () => {
  const restockId = newId();
  const dead = await queues.die("receipts", JSON.stringify({ receiptId: newId(), restockId }));
  expect(await findings()).toMatchObject({
    dead_letters_known: wrong(`dead letter ${dead} of receipts`, `there is no restock order ${restockId}`),
  });
});
