import { eq, sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import * as v from "valibot";
import type { Database } from "../db/client.ts";
import { newId, now } from "../db/columns.ts";
import { parseEvent } from "../event/catalogue.ts";
import { createInbox } from "../event/testing.inbox.ts";
import { listMail } from "../mail/mail.ts";
import { mail } from "../mail/mail.sql.ts";
import { forgetCustomer } from "../operations/customers.ts";
import { customer } from "../reservation/testing.ts";
import { addProduct, createStore } from "../testing.ts";
import { cancelOrder } from "./cancel.ts";
import { announceOrders, reannounce, unannounced } from "./announce.ts";
import { checkout } from "./checkout.ts";
import { intend } from "./intent.ts";
import { intentFor } from "./testing.ts";
import { orders } from "./order.sql.ts";

vi.mock("@aws-sdk/client-sns", async (load) =>
  (await import("../event/testing.patient.ts")).patientSns(load),
);

let db: Database;
let stop: () => Promise<void>;
let inbox: Awaited<ReturnType<typeof createInbox>>;
beforeAll(async () => {
  ({ db, stop } = await createStore());
  inbox = await createInbox();
});
afterAll(() => stop());
beforeEach(async () => {
  await db.delete(orders);
  await db.delete(mail);
  vi.stubEnv("STORE_EVENTS_TOPIC_ARN", inbox.topicArn);
});
afterEach(() => inbox.take());

async function sell(count: number, correlationId = newId()) {
  const { sku, price } = await addProduct(db, { stock: count + 1 });
  const results = await Promise.all(
    Array.from({ length: count }, () => checkout(db, { sku, quantity: 1 }, { correlationId })),
  );
  const ids = results.flatMap((result) => (result.outcome === "sold" ? [result.order.id] : []));
  return { sku, price, ids };
}
const announced = async () => (await inbox.take()).map(({ body }) => parseEvent(body));

test("a sale is told once, by an event whose id is the order's", async () => {
  const correlationId = newId();
  const { sku, price, ids } = await sell(1, correlationId);
  const [orderId = ""] = ids;
  expect(await announceOrders(db)).toBe(1);
  const [row] = await db.select().from(orders).where(eq(orders.orderId, orderId));
  expect(await announced()).toEqual([
    {
      specversion: "1.0",
      source: "/donut-states/store",
      datacontenttype: "application/json",
      type: "order.completed",
      id: orderId,
      subject: orderId,
      correlationid: correlationId,
      time: row?.confirmedAt?.toISOString(),
      data: { orderId, sku, quantity: 1, total: price },
    },
  ]);
  expect(await announceOrders(db)).toBe(0);
  expect(await announced()).toEqual([]);
});

test("a customer is written to once, in their language, whatever happens to the news", async () => {
  const { sku, name } = await addProduct(db, { stock: 9 });
  const buy = (email: string, language?: "ko" | "en") =>
    checkout(
      db,
      { sku, quantity: 1, customer: { name: "홍길동", email } },
      { correlationId: newId(), language },
    );
  await buy("ko@example.com");
  await buy("en@example.com", "en");
  vi.stubEnv("STORE_EVENTS_TOPIC_ARN", `${inbox.topicArn}-gone`);
  await expect(announceOrders(db)).rejects.toMatchObject({ name: "NotFoundException" });
  vi.stubEnv("STORE_EVENTS_TOPIC_ARN", inbox.topicArn);
  await Promise.all([announceOrders(db), announceOrders(db), announceOrders(db)]);
  await reannounce(db, 60_000);
  await announceOrders(db);
  const mails = await listMail(db, { limit: 9 });
  expect(mails).toHaveLength(2);
  expect(mails).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ to: "en@example.com", subject: `[Donut States] Your order: ${name}` }),
      expect.objectContaining({ to: "ko@example.com", subject: `[Donut States] 주문 확인: ${name}` }),
    ]),
  );
  expect(mails.find(({ to }) => to.startsWith("ko"))?.text).toContain("홍길동님");
});

test.each<[what: string, letters: number, happens: (orderId: string, email: string) => Promise<unknown>]>([
  ["another relay announces the sale", 1, () => announceOrders(db)],
  ["the sale is taken back", 0, (orderId) => cancelOrder(db, orderId)],
  ["the customer is forgotten", 0, (_, email) => forgetCustomer(db, email)],
])("when %s meanwhile, the sale is confirmed by %d letters", async (_what, letters, happens) => {
  const [{ sku }, who] = [await addProduct(db), customer()];
  const context = { correlationId: newId(), language: "en" as const };
  const result = await checkout(db, { sku, quantity: 1, customer: who }, context);
  if (result.outcome !== "sold") throw new Error("It was not sold");
  let once: Promise<unknown> | undefined;
  // The transaction of the letter is the only one of an announcement.
  const meanwhile: Database = Object.assign(Object.create(db), {
    transaction: async (...work: Parameters<Database["transaction"]>) => {
      await (once ??= happens(result.order.id, who.email));
      return db.transaction(...work);
    },
  });
  await announceOrders(meanwhile);
  expect(once).toBeDefined();
  const written = await listMail(db, { limit: 100 });
  const found = written.filter(({ to, subject }) => to === who.email && subject.includes("Your order:"));
  expect(found).toHaveLength(letters);
});

test("a sale that was taken back before it was told is told as well, after a lost memory too, and confirmed to nobody", async () => {
  const [{ sku }, who] = [await addProduct(db), customer()];
  const result = await checkout(db, { sku, quantity: 1, customer: who }, { correlationId: newId() });
  if (result.outcome !== "sold") throw new Error("It was not sold");
  await cancelOrder(db, result.order.id);
  await inbox.take();
  const told = { type: "order.completed", id: result.order.id };
  expect(await announceOrders(db)).toBe(1);
  expect(await announced()).toMatchObject([told]);
  expect(await announceOrders(db)).toBe(0);
  await reannounce(db, 60_000);
  expect(await announceOrders(db)).toBe(1);
  expect(await announced()).toMatchObject([told]);
  expect(await listMail(db, { limit: 9 })).toMatchObject([
    { to: who.email, subject: expect.stringContaining("주문 취소") },
  ]);
});

test("who tells no address is not written to", async () => {
  await sell(2);
  await announceOrders(db);
  expect(await listMail(db, { limit: 9 })).toEqual([]);
});

test("more than a batch goes out whole, each once", async () => {
  const { ids } = await sell(120);
  expect(await announceOrders(db)).toBe(120);
  expect((await announced()).map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
});

test("an intent is no sale", async () => {
  const { productId } = await addProduct(db);
  await intend(db, intentFor(productId));
  expect(await announceOrders(db)).toBe(0);
});

test("what SNS did not take is told later", async () => {
  const { ids } = await sell(2);
  vi.stubEnv("STORE_EVENTS_TOPIC_ARN", `${inbox.topicArn}-gone`);
  await expect(announceOrders(db)).rejects.toMatchObject({ name: "NotFoundException" });
  vi.stubEnv("STORE_EVENTS_TOPIC_ARN", inbox.topicArn);
  expect(await announceOrders(db)).toBe(2);
  expect((await announced()).map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
});

test("only the sales of a time are told again", async () => {
  const old = await sell(1);
  await announceOrders(db);
  await db.execute(sql`UPDATE orders SET announced_at = announced_at - INTERVAL 1 HOUR`);
  const { ids } = await sell(1);
  await announceOrders(db);
  await inbox.take();
  expect(old.ids).not.toEqual(ids);
  expect(await reannounce(db, 60_000)).toBe(1);
  await announceOrders(db);
  expect((await announced()).map(({ id }) => id)).toEqual(ids);
});

const Status = v.object({ Value: v.string() });

test("what was announced is not read again, however much there is of it", async () => {
  for (let product = 0; product < 8; product++) await sell(1);
  await db.update(orders).set({ announcedAt: now });
  for (let doubling = 0; doubling < 9; doubling++)
    await db.execute(sql`
      INSERT INTO orders (order_id, idem_key, request_hash, product_id, quantity, unit_price, status, correlation_id, announced_at)
      SELECT RANDOM_BYTES(16), UUID(), request_hash, product_id, quantity, unit_price, status, correlation_id, announced_at
        FROM orders`);
  await db.execute(sql`UPDATE orders SET announced_at = NULL LIMIT 300`);
  // The server counts by connection, and a transaction has one.
  await db.transaction(async (tx) => {
    const read = async () => {
      const { rows } = await tx.execute(sql`SHOW SESSION STATUS LIKE 'Handler_read%'`);
      return v.parse(v.array(Status), rows).reduce((sum, { Value }) => sum + Number(Value), 0);
    };
    const before = await read();
    expect(await unannounced(tx, "confirmed")).toHaveLength(100);
    expect((await read()) - before).toBeLessThan(2_000);
  });
});
