import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Database } from "../db/client.ts";
import { newId } from "../db/columns.ts";
import { stopClock } from "../db/testing.clock.ts";
import { storeEvent } from "../event/catalogue.ts";
import { post } from "../mail/mail.ts";
import { checkout } from "../order/checkout.ts";
import { advertisement, product } from "../product/product.sql.ts";
import { receive } from "../restock/receive.ts";
import { orderedShelf } from "../restock/testing.ts";
import { addProduct, createStore } from "../testing.ts";
import { record } from "./record.ts";
import { summarize } from "./summary.ts";

let db: Database;
let stop: () => Promise<void>;
beforeAll(async () => ({ db, stop } = await createStore()));
afterAll(() => stop());

test("an empty store is all zeros", async () => {
  expect(await summarize(db)).toEqual({
    products: { total: 0, soldOut: 0 },
    orders: { confirmed: 0, units: 0 },
    restocks: { open: 0, overdue: 0, completed: 0, failed: 0 },
    advertisements: { running: 0, stopped: 0 },
    incidents: { open: 0 },
    outbox: { waiting: 0, oldestAgeSeconds: null },
    mail: { waiting: 0 },
  });
});

test("everything is counted where it belongs", async () => {
  const { sku } = await addProduct(db, { stock: 9 });
  for (const quantity of [1, 3]) await checkout(db, { sku, quantity }, { correlationId: newId() });
  await orderedShelf(db);
  const [overdue, failed, completed] = [
    await orderedShelf(db),
    await orderedShelf(db),
    await orderedShelf(db),
  ];
  await db.execute(
    sql`UPDATE restock SET status = 'overdue' WHERE correlation_id = ${overdue.order.correlationId}`,
  );
  await db.execute(sql`UPDATE restock SET status = 'failed', open_key = NULL
    WHERE correlation_id = ${failed.order.correlationId}`);
  await receive(db, { receiptId: newId(), restockId: completed.order.id });
  await record(
    db,
    storeEvent(
      "incident.raised",
      { subject: "x", correlationId: newId() },
      { kind: "late_receipt", severity: "info", message: "x", about: "x" },
    ),
  );
  await db.execute(sql`UPDATE outbox SET sent_at = NULL, created_at = created_at - INTERVAL 1 DAY
    ORDER BY event_id LIMIT 2`);
  await db.transaction((tx) => post(tx, { recipient: "a@b.example", subject: "s", text: "t" }));
  expect(await summarize(db)).toEqual({
    products: { total: 5, soldOut: 3 },
    orders: { confirmed: 2, units: 4 },
    restocks: { open: 2, overdue: 1, completed: 1, failed: 1 },
    advertisements: { running: 5, stopped: 0 },
    incidents: { open: 1 },
    outbox: { waiting: 2, oldestAgeSeconds: expect.closeTo(86_400, -3) },
    mail: { waiting: 1 },
  });
});

test("an advertisement is counted once, and only while something of it is on sale", async () => {
  const store = await createStore();
  const adId = newId();
  await addProduct(store.db, { stock: 0, adId });
  await addProduct(store.db, { adId: null });
  const shared = await addProduct(store.db);
  const { productId } = await addProduct(store.db);
  await store.db.update(product).set({ adId: shared.adId }).where(eq(product.productId, productId));
  await addProduct(store.db, { retired: true });
  await store.db.update(advertisement).set({ status: false }).where(eq(advertisement.adId, adId));
  expect(await summarize(store.db)).toMatchObject({ advertisements: { running: 1, stopped: 1 } });
  await store.stop();
});

test("what was sold is not counted again for every look when there is much of it", async () => {
  // Not within the second for which so much is kept.
  stopClock();
  const store = await createStore();
  const { sku } = await addProduct(store.db, { stock: 9 });
  await checkout(store.db, { sku, quantity: 1 }, { correlationId: newId() });
  for (let doubling = 0; doubling < 14; doubling++)
    await store.db.execute(sql`
      INSERT INTO orders (order_id, idem_key, request_hash, product_id, quantity, unit_price, status, correlation_id)
      SELECT RANDOM_BYTES(16), UUID(), request_hash, product_id, quantity, unit_price, status, correlation_id FROM orders`);
  const { orders } = await summarize(store.db);
  expect(orders).toEqual({ confirmed: 2 ** 14, units: 2 ** 14 });
  await checkout(store.db, { sku, quantity: 1 }, { correlationId: newId() });
  expect((await summarize(store.db)).orders).toEqual(orders);
  await store.stop();
});
