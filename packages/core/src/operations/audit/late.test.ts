import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { fromNow } from "../../db/columns.ts";
import { outbox } from "../../event/event.sql.ts";
import { relay } from "../../event/outbox.ts";
import { cancelOrder } from "../../order/cancel.ts";
import { intend } from "../../order/intent.ts";
import { intentFor } from "../../order/testing.ts";
import { restock } from "../../restock/restock.sql.ts";
import { orderedShelf } from "../../restock/testing.ts";
import { addProduct } from "../../testing.ts";
import { auditedStore, inMotion, wrong } from "./testing.ts";

const { db, findings, buy, age } = auditedStore();

test("what nobody moves is wrong in the end, and until then in motion", async () => {
  const { productId, order } = await orderedShelf(db());
  const intent = intentFor(productId);
  await intend(db(), intent);
  await db().update(outbox).set({ sentAt: null });
  await db()
    .update(restock)
    .set({ dueAt: fromNow(0) });
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
    intents_swept: inMotion(`order ${intent.orderId}`),
  });
  await age(sql`orders`, sql`created_at`, 10);
  expect(await findings()).toMatchObject({
    intents_swept: wrong(`order ${intent.orderId}`, "does the watchdog run"),
  });
});

test("a sale that is not announced is in motion, and wrong in the end", async () => {
  const { sku } = await addProduct(db());
  const sale = await buy(sku);
  const row = `order ${sale.outcome === "sold" ? sale.order.id : ""}`;
  expect(await findings()).toEqual({ orders_announced: inMotion(row) });
  await age(sql`orders`, sql`confirmed_at`, 16);
  expect(await findings()).toEqual({ orders_announced: wrong(row, "does the relay run") });
});

test("a sale that was taken back must be announced as well", async () => {
  const { sku } = await addProduct(db());
  const sale = await buy(sku);
  const orderId = sale.outcome === "sold" ? sale.order.id : "";
  await cancelOrder(db(), orderId);
  await relay(db());
  await age(sql`orders`, sql`confirmed_at`, 16);
  expect(await findings()).toMatchObject({
    orders_announced: wrong(`order ${orderId}`, "does the relay run"),
  });
});

test("a shelf that ought to be ordered for is the watchdog's", async () => {
  const { sku } = await addProduct(db(), { stock: 0 });
  expect(await findings()).toEqual({ shelf_ordered: inMotion(`product ${sku}`, "its stock is 0") });
});
