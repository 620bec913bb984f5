import { isNull, type SQL, sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, expect } from "vitest";
import type { Database } from "../../db/client.ts";
import { newId } from "../../db/columns.ts";
import { storeEvent } from "../../event/catalogue.ts";
import { outbox } from "../../event/event.sql.ts";
import { relay } from "../../event/outbox.ts";
import { announceOrders } from "../../order/announce.ts";
import { checkout } from "../../order/checkout.ts";
import { orders } from "../../order/order.sql.ts";
import { product } from "../../product/product.sql.ts";
import { reservation } from "../../reservation/reservation.sql.ts";
import { receive } from "../../restock/receive.ts";
import { restock } from "../../restock/restock.sql.ts";
import { adjust } from "../../stock/adjust.ts";
import { adjustment } from "../../stock/stock.sql.ts";
import { addProduct, createStore, restocksOf } from "../../testing.ts";
import { audit } from "../audit.ts";
import type { Finding } from "../operations.schema.ts";
import { failure, feed, incident } from "../operations.sql.ts";
import { record } from "../record.ts";
import { bindQueues } from "../testing.ts";

/** For tests: a finding as it is expected. */
export const wrong = (row: string, message: string | RegExp = "") => ({
  verdict: "wrong",
  row,
  message: expect.stringMatching(message),
});
export const inMotion = (row: string, message: string | RegExp = "") => ({
  ...wrong(row, message),
  verdict: "in_motion",
});

/** For tests: a store that is empty before each test of a file, with what happens in one and what its audit finds. */
export function auditedStore() {
  const bound: {
    store?: Awaited<ReturnType<typeof createStore>>;
    queues?: Awaited<ReturnType<typeof bindQueues>>;
  } = {};
  const db = (): Database => given(bound.store).db;
  beforeAll(async () => void (bound.store = await createStore()));
  afterAll(() => bound.store?.stop());
  beforeEach(async () => {
    bound.queues = await bindQueues();
    for (const table of [orders, reservation, restock, adjustment, product, outbox, feed, incident, failure])
      await db().delete(table);
  });
  afterEach(() => bound.queues?.restore());

  /** What the audit found, by the name of its rule. */
  const findings = async (): Promise<Record<string, Finding>> => {
    const { ok, checks } = await audit(db());
    const found = checks.flatMap(({ name, finding }) => (finding ? [[name, finding] as const] : []));
    expect(ok).toBe(found.every(([, { verdict }]) => verdict === "in_motion"));
    return Object.fromEntries(found);
  };
  const buy = (sku: string) => checkout(db(), { sku, quantity: 1 }, { correlationId: newId() });
  const deliver = (restockId: string) => receive(db(), { receiptId: newId(), restockId });
  const correct = (sku: string, delta: number) =>
    adjust(db(), sku, { delta, reason: "counted" }, { correlationId: newId() });
  /** Lets so many minutes pass for what a column keeps. */
  const age = (table: SQL, column: SQL, minutes: number) =>
    db().execute(sql`UPDATE ${table} SET ${column} = ${column} - INTERVAL ${minutes} MINUTE`);

  /** What the relay and the consumer of operations do. */
  const settle = async () => {
    const unsent = async () => {
      await relay(db());
      return db().$count(outbox, isNull(outbox.sentAt));
    };
    // What its request could not publish within the second is on its way.
    await expect.poll(unsent, { timeout: 120_000 }).toBe(0);
    await announceOrders(db());
    const received = new Set((await db().select().from(feed)).map(({ eventId }) => eventId));
    for (const { body } of await db().select().from(outbox))
      if (!received.has(body.id)) await record(db(), body);
    for (const { orderId } of await db().select().from(orders)) {
      const about = { subject: orderId, correlationId: "c", id: orderId };
      await record(db(), storeEvent("order.completed", about, { orderId, sku: "s", quantity: 1, total: 1 }));
    }
  };

  /** A story from the sale to the goods, of which nothing is left to do. */
  const finished = async () => {
    const shelf = await addProduct(db(), { stock: 1 });
    await buy(shelf.sku);
    const order = given((await restocksOf(db(), shelf.sku))[0]);
    await deliver(order.id);
    await correct(shelf.sku, -2);
    await settle();
    return { ...shelf, order };
  };
  return { db, queues: () => given(bound.queues), findings, buy, deliver, correct, age, settle, finished };
}

function given<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("It is there once its tests run, not before");
  return value;
}
