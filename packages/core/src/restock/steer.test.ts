import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Database } from "../db/client.ts";
import { newId } from "../db/columns.ts";
import { factory } from "../product/product.sql.ts";
import { adjust } from "../stock/adjust.ts";
import { orderedShelf, requested, rowOf } from "./testing.ts";
import { createStore, restocksOf, toldOf } from "../testing.ts";
import { receive } from "./receive.ts";
import { openStatuses } from "./restock.status.ts";
import { restock } from "./restock.sql.ts";
import { cancelRestock, retryRestock } from "./steer.ts";

let db: Database;
let stop: () => Promise<void>;
beforeAll(async () => ({ db, stop } = await createStore()));
afterAll(() => stop());

const setStatus = (id: string, status: "requested" | "accepted" | "overdue" | "failed") =>
  db.update(restock).set({ status }).where(eq(restock.restockId, id));

test.each(openStatuses)("an order that is %s is asked for again with the same id", async (status) => {
  const { order } = await orderedShelf(db);
  await setStatus(order.id, status);
  expect(await retryRestock(db, order.id)).toMatchObject({ id: order.id, status: "requested", quantity: 10 });
  expect((await requested(db, order)).data).toMatchObject({ restockId: order.id, attempt: 2 });
});

test("asking by hand a hundred times still gives the factory a time that ends", async () => {
  const { order } = await orderedShelf(db);
  await db.update(restock).set({ asked: 100 }).where(eq(restock.restockId, order.id));
  await retryRestock(db, order.id);
  expect(Number((await rowOf(db, order)).dueAt) - Date.now()).toBeLessThan(9 * 200_000);
});

test("a cancelled order is closed and told, and an empty shelf gets a new one at once", async () => {
  const { sku, order } = await orderedShelf(db);
  expect(await cancelRestock(db, order.id)).toMatchObject({ id: order.id, status: "cancelled" });
  expect(await restocksOf(db, sku)).toMatchObject([{ status: "requested" }, { id: order.id }]);
  expect(await toldOf(db, sku, "restock.cancelled")).toEqual([
    { restockId: order.id, sku, quantity: 10, attempts: 0 },
  ]);
  expect(await toldOf(db, sku, "stock.empty")).toHaveLength(1);
});

test("a shelf that needs none gets no new order for a cancelled one", async () => {
  const { sku, order } = await orderedShelf(db);
  await adjust(db, sku, { delta: 1, reason: "found" }, { correlationId: newId() });
  await cancelRestock(db, order.id);
  expect(await restocksOf(db, sku)).toMatchObject([{ id: order.id, status: "cancelled" }]);
});

test("of cancelling and receiving at once one wins, and the goods count either way", async () => {
  const { sku, order } = await orderedShelf(db);
  const cancelling = cancelRestock(db, order.id).then(
    () => "cancelled",
    (error: { code?: string }) => error.code,
  );
  await receive(db, { receiptId: newId(), restockId: order.id });
  expect(["cancelled", "restock_closed"]).toContain(await cancelling);
  expect(await rowOf(db, order)).toMatchObject({ status: "completed" });
  expect(await toldOf(db, sku, "stock.replenished")).toHaveLength(1);
});

test("a closed order can be neither asked for nor cancelled", async () => {
  const { order } = await orderedShelf(db);
  await receive(db, { receiptId: newId(), restockId: order.id });
  for (const steer of [retryRestock, cancelRestock])
    await expect(steer(db, order.id)).rejects.toMatchObject({ code: "restock_closed" });
});

test("an unknown order is a refusal with a name", async () => {
  for (const steer of [retryRestock, cancelRestock])
    await expect(steer(db, newId())).rejects.toMatchObject({ code: "restock_not_found" });
});

test("nobody is asked for an order whose factory does not exist", async () => {
  const { order, factoryId } = await orderedShelf(db);
  await db.delete(factory).where(eq(factory.factoryId, factoryId));
  await expect(retryRestock(db, order.id)).rejects.toMatchObject({ code: "factory_missing" });
  expect(await rowOf(db, order)).toMatchObject({ status: "requested", asked: 1 });
  await receive(db, { receiptId: newId(), restockId: order.id });
  await expect(retryRestock(db, order.id)).rejects.toMatchObject({ code: "restock_closed" });
});
