import { eq, type SQL, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Database } from "../db/client.ts";
import { newId } from "../db/columns.ts";
import { outbox } from "../event/event.sql.ts";
import { checkout } from "../order/checkout.ts";
import { confirm, intend } from "../order/intent.ts";
import { intentFor } from "../order/testing.ts";
import { findProduct } from "../product/product.ts";
import { factory, product } from "../product/product.sql.ts";
import { startHttp } from "../testing.http.ts";
import { orderedShelf, pass, requested, rowOf } from "./testing.ts";
import { addProduct, createStore, eventsOf, restocksOf, toldOf } from "../testing.ts";
import { receive } from "./receive.ts";
import { findRestock } from "./restock.ts";
import { restock } from "./restock.sql.ts";
import { watch } from "./watch.ts";

let db: Database;
let stop: () => Promise<void>;
beforeAll(async () => ({ db, stop } = await createStore()));
afterAll(() => stop());

const statusOf = async ({ id }: { id: string }) => (await findRestock(db, id)).status;
const typesOf = async (sku: string) => (await eventsOf(db, sku)).map(({ type }) => type);
/** Seconds that an order was given when it was last asked for. */
const waitOf = async (order: { id: string }) =>
  Math.round((Number((await rowOf(db, order)).dueAt) - Date.now()) / 1_000);
const beLate = async (order: { id: string }) => {
  await pass(db, "dueAt", order);
  await watch(db);
};

test("a crash between the last sale and its decision is healed", async () => {
  const { sku, productId } = await addProduct(db, { stock: 1 });
  const intent = intentFor(productId);
  await intend(db, intent);
  await confirm(db, intent.orderId);
  expect(await eventsOf(db, sku)).toEqual([]);
  await watch(db);
  await watch(db);
  expect(await restocksOf(db, sku)).toHaveLength(1);
  expect(await typesOf(sku)).toEqual(["stock.empty", "restock.requested"]);
});

test("a shelf at its reorder point without an order gets one, and one above it none", async () => {
  const low = await addProduct(db, { stock: 2, reorderPoint: 2 });
  const full = await addProduct(db, { stock: 3, reorderPoint: 2 });
  await watch(db);
  expect(await restocksOf(db, low.sku)).toHaveLength(1);
  expect(await restocksOf(db, full.sku)).toEqual([]);
  expect(await toldOf(db, low.sku, "stock.empty")).toEqual([]);
});

test("a shelf that is emptied unannounced while an order is open is announced with that order", async () => {
  const { sku, order } = await orderedShelf(db, { stock: 1, reorderPoint: 1 });
  await db.execute(sql`UPDATE product SET stock = 0, initial_stock = 0 WHERE sku = ${sku}`);
  await watch(db);
  await watch(db);
  expect(await toldOf(db, sku, "stock.empty")).toEqual([{ sku, stock: 0, restockId: order.id }]);
  expect(await restocksOf(db, sku)).toHaveLength(1);
});

test("an order in time is left alone", async () => {
  const { sku, order } = await orderedShelf(db);
  await watch(db);
  expect(await statusOf(order)).toBe("requested");
  expect(await typesOf(sku)).toEqual(["stock.empty", "restock.requested"]);
});

test.each(["requested", "accepted"] as const)(
  "an order that is %s and late is overdue, told and asked for again in the next round",
  async (status) => {
    const { sku, order } = await orderedShelf(db);
    await db.update(restock).set({ status, attempts: 1 }).where(eq(restock.restockId, order.id));
    await beLate(order);
    expect(await statusOf(order)).toBe("overdue");
    expect(await toldOf(db, sku, "restock.overdue")).toEqual([
      { restockId: order.id, sku, quantity: 10, attempts: 1 },
    ]);
    expect(await toldOf(db, sku, "incident.raised")).toMatchObject([
      { kind: "restock_overdue", severity: "warning", sku, restockId: order.id },
    ]);
    await watch(db);
    expect(await findRestock(db, order.id)).toMatchObject({ id: order.id, status: "requested" });
    const again = await requested(db, order);
    expect(again.data).toMatchObject({ restockId: order.id, attempt: 2, quantity: 10 });
    expect(again.correlationid).toBe(order.correlationId);
  },
);

test("it is asked again three times with doubling waits, then fails, and a new order waits for the pause", async () => {
  const { sku, order } = await orderedShelf(db);
  const waits = [await waitOf(order)];
  for (let again = 0; again < 3; again++) {
    await beLate(order);
    await watch(db);
    waits.push(await waitOf(order));
  }
  const [first = 0] = waits;
  expect(waits.map((wait) => Math.round(wait / first))).toEqual([1, 2, 4, 8]);
  expect((await toldOf(db, sku, "restock.requested")).map(({ attempt }) => attempt)).toEqual([1, 2, 3, 4]);
  await beLate(order);
  await watch(db);
  expect(await rowOf(db, order)).toMatchObject({ status: "failed", openKey: null });
  expect(await toldOf(db, sku, "restock.failed")).toHaveLength(1);
  expect((await toldOf(db, sku, "incident.raised")).at(-1)).toMatchObject({
    kind: "restock_failed",
    severity: "critical",
    restockId: order.id,
  });

  await watch(db);
  expect(await checkout(db, { sku, quantity: 1 }, { correlationId: newId() })).toMatchObject({
    restock: null,
  });
  expect(await restocksOf(db, sku)).toHaveLength(1);
  const { restockAfter } = await findProduct(db, sku);
  expect(Number(restockAfter) - Date.now()).toBeGreaterThan(25_000);
  await db.execute(sql`UPDATE product SET restock_after = CURRENT_TIMESTAMP(3) WHERE sku = ${sku}`);
  await watch(db);
  expect(await restocksOf(db, sku)).toMatchObject([{ status: "requested" }, { status: "failed" }]);
  expect(await toldOf(db, sku, "stock.empty")).toHaveLength(1);
});

test("while its request waits in the outbox an order is not asked for again and not given up, and the factory not blamed", async () => {
  const { order, sku, event } = await orderedShelf(db);
  const sentAt = (value: SQL) =>
    db.execute(
      sql`UPDATE outbox SET sent_at = ${value} WHERE event_id = ${outbox.eventId.mapToDriverValue(event.id)}`,
    );
  await sentAt(sql`NULL`);
  await pass(db, "dueAt", order);
  for (let tick = 1; tick <= 6; tick++) await watch(db);
  expect(await rowOf(db, order)).toMatchObject({ status: "overdue", reminders: 0, asked: 1 });
  expect(await toldOf(db, sku, "incident.raised")).toMatchObject([
    { kind: "restock_overdue", message: expect.stringContaining("has not been asked yet") },
  ]);
  await sentAt(sql`CURRENT_TIMESTAMP(3)`);
  await watch(db);
  expect(await rowOf(db, order)).toMatchObject({ status: "requested", reminders: 1, asked: 2 });
});

test("the watchdog asks by an event, and never calls the factory itself", async () => {
  const server = await startHttp(() => ({ status: 201 }));
  const { sku, order } = await orderedShelf(db, { api: server.url });
  await beLate(order);
  await watch(db);
  expect(await toldOf(db, sku, "restock.requested")).toHaveLength(2);
  expect([server.received, (await rowOf(db, order)).attempts]).toEqual([[], 0]);
  await server.stop();
});

test("goods for an overdue order are no incident of their own", async () => {
  const { sku, order } = await orderedShelf(db);
  await beLate(order);
  await receive(db, { receiptId: newId(), restockId: order.id });
  await watch(db);
  expect(await statusOf(order)).toBe("completed");
  expect((await toldOf(db, sku, "incident.raised")).map(({ kind }) => kind)).toEqual(["restock_overdue"]);
});

test("several watchdogs at once do no more than one", async () => {
  const { sku, order } = await orderedShelf(db);
  const neglected = await addProduct(db, { stock: 0 });
  const round = () => Promise.all(Array.from({ length: 6 }, () => watch(db)));
  await pass(db, "dueAt", order);
  await round();
  expect(await restocksOf(db, neglected.sku)).toHaveLength(1);
  expect(await toldOf(db, neglected.sku, "stock.empty")).toHaveLength(1);
  await round();
  expect(await toldOf(db, sku, "restock.overdue")).toHaveLength(1);
  expect((await toldOf(db, sku, "restock.requested")).map(({ attempt }) => attempt)).toEqual([1, 2]);
  await db.update(restock).set({ status: "overdue", reminders: 3 }).where(eq(restock.restockId, order.id));
  await round();
  expect(await toldOf(db, sku, "restock.failed")).toHaveLength(1);
  expect(await toldOf(db, sku, "incident.raised")).toHaveLength(2);
});

test("an order whose factory is gone is given up, and the shelf is not closed for ever", async () => {
  const { sku, order, factoryId } = await orderedShelf(db);
  const [row] = await db.select().from(factory).where(eq(factory.factoryId, factoryId));
  if (!row) throw new Error("the shelf has no factory");
  await db.delete(factory).where(eq(factory.factoryId, factoryId));
  await beLate(order);
  await watch(db);
  expect(await statusOf(order)).toBe("failed");
  expect((await toldOf(db, sku, "incident.raised")).at(-1)).toMatchObject({
    kind: "restock_failed",
    message: expect.stringContaining("does not exist any more"),
  });
  await db.insert(factory).values(row);
  await db.execute(sql`UPDATE product SET restock_after = CURRENT_TIMESTAMP(3) WHERE sku = ${sku}`);
  await watch(db);
  expect(await restocksOf(db, sku)).toMatchObject([{ status: "requested" }, { status: "failed" }]);
});

test("an order that cannot be pursued is reported and holds up no other", async () => {
  const broken = await orderedShelf(db);
  const { order } = await orderedShelf(db);
  await db.update(restock).set({ status: "overdue" }).where(eq(restock.restockId, broken.order.id));
  await db.delete(product).where(eq(product.sku, broken.sku));
  await pass(db, "dueAt", order);
  await expect(watch(db)).rejects.toThrow(
    `Restock order ${broken.order.id} is of a product that does not exist`,
  );
  expect(await statusOf(order)).toBe("overdue");
  await db.delete(restock).where(eq(restock.restockId, broken.order.id));
});
