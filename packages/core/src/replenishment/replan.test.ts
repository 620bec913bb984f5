import { desc, eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Database } from "../db/client.ts";
import { newId } from "../db/columns.ts";
import { checkout } from "../order/checkout.ts";
import { orders } from "../order/order.sql.ts";
import { findProduct } from "../product/product.ts";
import { changeSettings } from "../product/settings.ts";
import { reservation } from "../reservation/reservation.sql.ts";
import { restock } from "../restock/restock.sql.ts";
import { watch } from "../restock/watch.ts";
import { addProduct, createStore, restocksOf } from "../testing.ts";
import { listDecisions } from "./decision.ts";
import { replan, replanAll } from "./replan.ts";

let db: Database;
let stop: () => Promise<void>;
beforeAll(async () => ({ db, stop } = await createStore()));
afterAll(() => stop());

const minutesAgo = (minutes: number) =>
  sql`CURRENT_TIMESTAMP(3) - INTERVAL ${Math.round(minutes * 60)} SECOND`;

/** A product that was sold once in so many minutes, from a shelf that was never empty. */
async function sold(count: number, everyMinutes: number, given: Parameters<typeof addProduct>[1] = {}) {
  const shelf = await addProduct(db, { stock: 100, reorderMode: "auto", ...given });
  const rows = Array.from({ length: count }, (_, index) => {
    const orderId = newId();
    const at = minutesAgo((index + 1) * everyMinutes);
    const intent = { orderId, idempotencyKey: orderId, requestHash: "0".repeat(64), correlationId: orderId };
    const sale = { productId: shelf.productId, quantity: 1, unitPrice: 1, status: "confirmed" as const };
    return { ...intent, ...sale, createdAt: at, confirmedAt: at };
  });
  if (rows.length > 0) await db.insert(orders).values(rows);
  return shelf;
}

/** Deliveries of a factory, each of which took so many minutes. */
async function delivered({ productId, factoryId }: { productId: string; factoryId: string }, took: number[]) {
  for (const minutes of took)
    await db.insert(restock).values({
      restockId: newId(),
      productId,
      factoryId,
      quantity: 1,
      status: "completed",
      correlationId: "x",
      requestedAt: minutesAgo(10_000 + minutes),
      expectedAt: minutesAgo(10_000),
      dueAt: minutesAgo(10_000),
      completedAt: minutesAgo(10_000),
    });
}

const plannedOf = async ({ sku }: { sku: string }) => {
  const { autoPoint, autoQuantity, autoNote } = await findProduct(db, sku);
  return { autoPoint, autoQuantity, autoNote };
};

test("the watchdog measures demand and lead time, and the shelf is ordered for by them", async () => {
  const shelf = await sold(100, 2);
  await delivered(shelf, [120, 120, 120]);
  await replanAll(db);
  // 29.7/h for 2 h is 59.4, and 1.645 * sqrt(59.4) is 12.7.
  expect(await plannedOf(shelf)).toEqual({
    autoPoint: 73,
    autoQuantity: 73,
    autoNote: "29.7/h sell, 2.0 h lead time, 95 % service level asks for 73",
  });
  await db.execute(sql`UPDATE product SET stock = 70 WHERE sku = ${shelf.sku}`);
  await watch(db);
  expect(await restocksOf(db, shelf.sku)).toMatchObject([{ quantity: 73, status: "requested" }, {}, {}, {}]);
  const { decisions, reorder } = await listDecisions(db, shelf.sku, { limit: 1 });
  expect(decisions[0]?.message).toBe(
    "ordered 73: 70 left, 0 on order; 29.7/h sell, 2.0 h lead time, 95 % service level asks for 73",
  );
  expect(reorder).toMatchObject({ reorderMode: "auto", reorderPoint: 73, reorderQuantity: 73 });
});

test("a fixed product is not measured, however much it sells", async () => {
  const shelf = await sold(100, 2, { reorderMode: "fixed" });
  await replanAll(db);
  expect(await plannedOf(shelf)).toEqual({ autoPoint: null, autoQuantity: null, autoNote: null });
});

test("a sale that leaves the shelf at its measured reorder point orders at once", async () => {
  const { sku } = await addProduct(db, { stock: 6, reorderMode: "auto", autoPoint: 5, autoQuantity: 20 });
  await checkout(db, { sku, quantity: 1 }, { correlationId: newId() });
  expect(await restocksOf(db, sku)).toMatchObject([{ quantity: 20, status: "requested" }]);
});

test("with too few sales the fixed reorder point counts, and it is said", async () => {
  const shelf = await sold(4, 1, { reorderPoint: 3 });
  await replanAll(db);
  const autoNote = "auto knows 4 of the 20 sales that it needs, so the fixed reorder point of 3 counts";
  expect(await plannedOf(shelf)).toEqual({ autoPoint: null, autoQuantity: null, autoNote });
});

test("sales of more than four weeks ago, intents and other products' sales are no demand", async () => {
  const shelf = await sold(30, 28 * 24 * 60);
  await sold(100, 1);
  const pending = await sold(30, 1);
  await db.execute(sql`UPDATE orders SET status = 'pending' WHERE product_id =
    ${orders.productId.mapToDriverValue(pending.productId)}`);
  await replanAll(db);
  expect((await plannedOf(shelf)).autoNote).toMatch(/^auto knows [01] of the 20 sales/);
  expect((await plannedOf(pending)).autoNote).toMatch(/^auto knows 0 of the 20 sales/);
});

test("a setting takes effect at once, within the bounds, and back to fixed forgets what was measured", async () => {
  const shelf = await sold(100, 2, { reorderMode: "fixed", reorderPoint: 1, reorderQuantity: 5 });
  await delivered(shelf, [120, 120, 120]);
  const set = (settings: Parameters<typeof changeSettings>[2]) =>
    changeSettings(db, shelf.sku, settings, newId());
  await set({ reorderMode: "auto", serviceLevel: 0.5, reorderMultiple: 12, reorderMaximum: 50 });
  expect(await plannedOf(shelf)).toMatchObject({ autoPoint: 60, autoQuantity: 48 });
  await set({ serviceLevel: 0.99 });
  expect(await plannedOf(shelf)).toMatchObject({ autoPoint: 78, autoQuantity: 48 });
  await set({ reorderMode: "fixed" });
  expect(await plannedOf(shelf)).toEqual({ autoPoint: null, autoQuantity: null, autoNote: null });
});

test("what was measured for other settings than those of now is thrown away", async () => {
  const shelf = await sold(100, 2);
  const stale = await findProduct(db, shelf.sku);
  await changeSettings(db, shelf.sku, { reorderMode: "fixed" }, newId());
  await db.transaction((tx) => replan(tx, stale));
  expect(await plannedOf(shelf)).toMatchObject({ autoPoint: null });
  await changeSettings(db, shelf.sku, { reorderMode: "auto", serviceLevel: 0.999 }, newId());
  const before = await plannedOf(shelf);
  await db.transaction((tx) => replan(tx, stale));
  expect(await plannedOf(shelf)).toEqual(before);
});

test("the time in which the shelf was empty is not held against the demand", async () => {
  const sales = { stock: 0, initialStock: 20 };
  const empty = await sold(20, 6, sales);
  await db.execute(sql`UPDATE orders SET confirmed_at = confirmed_at - INTERVAL 2 HOUR WHERE product_id =
    ${orders.productId.mapToDriverValue(empty.productId)}`);
  await replanAll(db);
  expect((await plannedOf(empty)).autoNote).toMatch(/^10\.0\/h sell/);
});

test("who was served from the line is no demand of the time in which there was something to sell", async () => {
  const shelf = await sold(40, 3);
  const sales = await db
    .select()
    .from(orders)
    .where(eq(orders.productId, shelf.productId))
    .orderBy(desc(orders.confirmedAt));
  const served = sales.filter((_, index) => index % 2 === 1);
  await db.insert(reservation).values(
    served.map(({ orderId, ...sale }) => ({
      ...sale,
      reservationId: orderId,
      status: "fulfilled" as const,
      closedAt: sale.confirmedAt,
    })),
  );
  await replanAll(db);
  // The other 20 were sold within 117 minutes, and the oldest of them only opens the window.
  expect((await plannedOf(shelf)).autoNote).toMatch(/^9\.7\/h sell/);
});

test("a sale that was taken back is no demand, and no time of an empty shelf", async () => {
  // Of 40 sales each other one was cancelled, and its unit came back a minute later: only in the last such minute was none left.
  const shelf = await sold(40, 3, { stock: 1 });
  const { rows } = await db.execute(sql`SELECT HEX(order_id) AS id FROM orders WHERE product_id =
    ${orders.productId.mapToDriverValue(shelf.productId)} ORDER BY confirmed_at`);
  for (const [index, row] of rows.entries()) {
    if (index % 2 === 0) continue;
    const { id } = row as { id: string }; // as selected
    await db.execute(sql`UPDATE orders SET status = 'cancelled' WHERE order_id = UNHEX(${id})`);
    await db.execute(sql`INSERT INTO adjustment (adjustment_id, product_id, delta, reason, idem_key, request_hash, created_at)
      SELECT order_id, product_id, 1, 'order cancelled', ${id}, 'x', confirmed_at + INTERVAL 1 MINUTE
        FROM orders WHERE order_id = UNHEX(${id})`);
  }
  await replanAll(db);
  expect((await plannedOf(shelf)).autoNote).toMatch(/^9\.6\/h sell/);
});
