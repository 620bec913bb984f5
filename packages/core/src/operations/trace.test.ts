import { eq, isNull } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Database } from "../db/client.ts";
import { fromNow, newId } from "../db/columns.ts";
import { parseEvent } from "../event/catalogue.ts";
import { outbox } from "../event/event.sql.ts";
import { relay } from "../event/outbox.ts";
import { announceOrders } from "../order/announce.ts";
import { followStock } from "../advertising/advertising.ts";
import { checkout } from "../order/checkout.ts";
import { reserve } from "../reservation/reserve.ts";
import { dispatch } from "../restock/dispatch.ts";
import { listMail } from "../mail/mail.ts";
import { receive } from "../restock/receive.ts";
import { requested, untilFunctionEnds } from "../restock/testing.ts";
import { adjust } from "../stock/adjust.ts";
import { startHttp } from "../testing.http.ts";
import { addProduct, createStore, restocksOf } from "../testing.ts";
import { recordFailure } from "./failures.ts";
import { listIncidents, resolveIncident } from "./incidents.ts";
import { record } from "./record.ts";
import { trace } from "./trace.ts";

let db: Database;
let stop: () => Promise<void>;
let factory: Awaited<ReturnType<typeof startHttp>>;
let isUp = true;
beforeAll(async () => {
  ({ db, stop } = await createStore());
  factory = await startHttp(() => ({ status: isUp ? 201 : 500 }));
});
afterAll(async () => {
  await factory.stop();
  await stop();
});

/** What the consumers of operations do with everything that was published. */
async function deliverToOperations(correlationId: string) {
  await relay(db);
  const rows = await db.select({ body: outbox.body }).from(outbox).orderBy(outbox.eventId);
  for (const { body } of rows)
    if (body.correlationid === correlationId) await record(db, parseEvent(JSON.stringify(body)));
}

async function sellLast(correlationId = newId()) {
  const { sku } = await addProduct(db, { stock: 1, api: factory.url });
  await checkout(db, { sku, quantity: 1 }, { correlationId });
  const [order] = await restocksOf(db, sku);
  if (!order) throw new Error("no restock order was opened");
  // On a slow machine it is published only after the sale was answered.
  await expect.poll(() => db.$count(outbox, isNull(outbox.sentAt)), { timeout: 120_000 }).toBe(0);
  return { sku, correlationId, order };
}
const steps = async (id: string) =>
  (await trace(db, id)).hops.map(({ where, what, outcome }) => `${where} ${what} ${outcome}`);

test("one story is told from the click to the goods, in order, by any of its ids", async () => {
  const { sku, correlationId, order } = await sellLast("click-1");
  await followStock(db, sku, correlationId);
  await dispatch(db, await requested(db, order), untilFunctionEnds());
  await receive(db, { receiptId: newId(), restockId: order.id });
  await announceOrders(db);
  await deliverToOperations(correlationId);
  await followStock(db, sku, correlationId);
  const story = await trace(db, correlationId);
  expect(story.correlationId).toBe(correlationId);
  const at = story.hops.map((step) => step.at);
  expect(at).toEqual(at.toSorted((a, b) => Date.parse(a) - Date.parse(b)));
  const [orderId = ""] = /[0-9a-f-]{36}/.exec(story.hops[0]?.what ?? "") ?? [];
  expect(await trace(db, orderId)).toEqual(story);
  expect(await trace(db, order.id)).toEqual(story);

  const told = story.hops.map(({ where, what, outcome }) => `${where} ${what} ${outcome}`);
  const bought = `order ${orderId}: 1 x ${sku}`;
  const wanted = `restock ${order.id}: 10 x ${sku}`;
  const milestones = [
    `orders ${bought} intended`,
    `orders ${bought} confirmed`,
    `restock ${wanted} requested`,
    `topic restock.requested of ${sku}, attempt 1 published`,
    `factory ${wanted} accepted, called once`,
    `restock ${wanted} completed`,
    `topic stock.replenished of ${sku} published`,
    `topic order.completed of ${orderId} published`,
    `operations stock.replenished of ${sku} received`,
  ];
  expect(told.filter((step) => milestones.includes(step))).toEqual(milestones);
  expect(told).toContain(`outbox stock.empty of ${sku} stored`);
  const [resumed, stopped] = (await listMail(db, { limit: 10 })).filter(({ text }) => text.includes(sku));
  expect(told.filter((step) => step.startsWith("mail"))).toEqual(
    [stopped, resumed].map((mail) => `mail to the manager of the advertising, ${mail?.id} written`),
  );
});

test("what went wrong is part of it: failures, incidents, and what is not accepted", async () => {
  const { order, correlationId } = await sellLast();
  isUp = false;
  await expect(dispatch(db, await requested(db, order), untilFunctionEnds())).rejects.toThrow("500");
  isUp = true;
  const failure = { reason: `answered ${newId()}`, receiveCount: 5 };
  await recordFailure(db, { ...failure, messageId: newId(), queue: "factory", correlationId });
  const [lost, receiptId] = [newId(), newId()];
  await recordFailure(db, {
    ...failure,
    messageId: lost,
    queue: "receipts",
    receiveCount: 1,
    correlationId: order.id,
  });
  await receive(db, { receiptId, restockId: order.id, claimed: 99 });
  await deliverToOperations(correlationId);
  const told = (await steps(order.id)).join("\n");
  expect(told).toMatch(new RegExp(`queue factory message .* failed, delivery 5: ${failure.reason}`));
  expect(told).toContain(`queue receipts message ${lost} failed, delivery 1`);
  expect(told).toMatch(/incidents quantity_mismatch opened: /);
  expect(told).toMatch(/incidents dead_letter opened: /);
  for (const { id } of await listIncidents(db, { kind: "quantity_mismatch", limit: 10 }))
    await resolveIncident(db, id);
  expect(await steps(order.id)).toContain("incidents quantity_mismatch resolved");
});

test("a call that the factory did not take is told as such", async () => {
  const { order } = await sellLast();
  isUp = false;
  await expect(dispatch(db, await requested(db, order), untilFunctionEnds())).rejects.toThrow("500");
  isUp = true;
  expect((await steps(order.id)).join("\n")).toMatch(/factory restock .* called once, not accepted/);
});

test("nothing is received before it was published, although that is marked afterwards", async () => {
  const { correlationId } = await sellLast();
  await deliverToOperations(correlationId);
  await db
    .update(outbox)
    .set({ sentAt: fromNow(60_000) })
    .where(eq(outbox.correlationId, correlationId));
  const told = (await steps(correlationId)).filter((step) => step.includes("stock.empty"));
  expect(told.map((step) => step.split(" ")[0])).toEqual(["outbox", "topic", "operations"]);
});

test("stories do not mix", async () => {
  const [one, other] = [await sellLast(), await sellLast()];
  expect((await steps(one.correlationId)).join()).not.toContain(other.sku);
});

test.each([newId(), "nobody", "'; DROP TABLE orders", "00000000-0000-0000-0000-00000000000z"])(
  "what nobody knows is a refusal with a name: %s",
  async (id) => {
    await expect(trace(db, id)).rejects.toMatchObject({ code: "trace_not_found" });
  },
);

test("a reservation is told from its place in the line to its order, by its own id too", async () => {
  const { sku } = await addProduct(db, { stock: 0 });
  const correlationId = newId();
  const wish = { quantity: 1, customer: { name: "홍길동", email: "hong@example.com" } };
  const { reservation } = await reserve(db, sku, wish, { correlationId });
  await adjust(db, sku, { delta: 1, reason: "found" }, { correlationId: newId() });
  await announceOrders(db);
  const told = await steps(reservation.id);
  expect(told).toEqual(await steps(correlationId));
  const what = `reservation ${reservation.id}: 1 x ${sku}`;
  for (const step of [
    `line ${what} waiting`,
    `outbox reservation.created of ${sku} stored`,
    `line ${what} fulfilled`,
    `orders order ${reservation.id}: 1 x ${sku} confirmed`,
    `outbox reservation.fulfilled of ${sku} stored`,
    `mail to the customer of order ${reservation.id} written`,
  ])
    expect(told).toContain(step);
  expect(told.indexOf(`line ${what} waiting`)).toBeLessThan(told.indexOf(`line ${what} fulfilled`));
  expect(told.join()).not.toMatch(/홍길동|hong@/);
});
