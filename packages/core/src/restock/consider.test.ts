import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Database } from "../db/client.ts";
import { newId } from "../db/columns.ts";
import { commit } from "../event/outbox.ts";
import { checkout } from "../order/checkout.ts";
import { findProduct } from "../product/product.ts";
import { adjust } from "../stock/adjust.ts";
import { considerSku } from "./testing.ts";
import { addProduct, createStore, eventsOf, restocksOf, toldOf } from "../testing.ts";
import { consider } from "./consider.ts";
import { receive } from "./receive.ts";

let db: Database;
let stop: () => Promise<void>;
beforeAll(async () => ({ db, stop } = await createStore()));
afterAll(() => stop());

const buy = (sku: string, quantity = 1) => checkout(db, { sku, quantity }, { correlationId: newId() });
const many = (count: number, work: (index: number) => Promise<unknown>) =>
  Promise.all(Array.from({ length: count }, (_, index) => work(index)));
const deliver = async (sku: string) => {
  const [order] = await restocksOf(db, sku);
  if (order) await receive(db, { receiptId: newId(), restockId: order.id });
};

test("an empty shelf is announced and ordered together", async () => {
  const { sku } = await addProduct(db, { stock: 0 });
  await considerSku(db, sku);
  const [order] = await restocksOf(db, sku);
  expect((await eventsOf(db, sku)).map(({ type, data }) => ({ type, data }))).toEqual([
    { type: "stock.empty", data: { sku, stock: 0, restockId: order?.id } },
    {
      type: "restock.requested",
      data: { restockId: order?.id, sku, quantity: 10, factoryId: `FF-${sku}`, attempt: 1 },
    },
  ]);
});

test("32 at once open one order and tell of it once", async () => {
  const { sku } = await addProduct(db, { stock: 0 });
  await many(32, () => considerSku(db, sku));
  expect(await restocksOf(db, sku)).toHaveLength(1);
  expect(await toldOf(db, sku, "restock.requested")).toHaveLength(1);
  expect(await toldOf(db, sku, "stock.empty")).toHaveLength(1);
});

test("a crowd that buys the rest while others consider opens one order", async () => {
  const { sku } = await addProduct(db, { stock: 8 });
  await many(40, (index) => (index % 2 ? buy(sku) : considerSku(db, sku)));
  expect(await restocksOf(db, sku)).toHaveLength(1);
  expect(await toldOf(db, sku, "restock.requested")).toHaveLength(1);
  expect(await toldOf(db, sku, "stock.empty")).toHaveLength(1);
});

test("what was read before a delivery opens no second order after it", async () => {
  const { sku } = await addProduct(db, { stock: 0 });
  await considerSku(db, sku);
  const stale = await findProduct(db, sku);
  await deliver(sku);
  await commit(db, newId(), (unit) => consider(unit, { ...stale, soldOutAt: null }, 1));
  expect(await restocksOf(db, sku)).toHaveLength(1);
  expect(await toldOf(db, sku, "stock.empty")).toHaveLength(1);
});

test("the reorder point orders while there is still stock, and not before", async () => {
  const { sku } = await addProduct(db, { stock: 7, reorderPoint: 5 });
  await buy(sku);
  expect(await restocksOf(db, sku)).toEqual([]);
  await buy(sku);
  expect(await restocksOf(db, sku)).toMatchObject([{ quantity: 10, status: "requested" }]);
  expect(await toldOf(db, sku, "stock.empty")).toEqual([]);
});

test("an order that the reorder point opened earlier is named when the shelf is empty", async () => {
  const { sku } = await addProduct(db, { stock: 2, reorderPoint: 1 });
  await buy(sku);
  await buy(sku);
  const [order, ...others] = await restocksOf(db, sku);
  expect(others).toEqual([]);
  expect(await toldOf(db, sku, "stock.empty")).toEqual([{ sku, stock: 0, restockId: order?.id }]);
});

test.each([
  { stock: 0, reorderPoint: 0, reorderQuantity: 10, wanted: 1, quantity: 10 },
  { stock: 0, reorderPoint: 0, reorderQuantity: 1, wanted: 20, quantity: 20 },
  { stock: 3, reorderPoint: 0, reorderQuantity: 4, wanted: 20, quantity: 17 },
  { stock: 2, reorderPoint: 30, reorderQuantity: 10, wanted: 0, quantity: 28 },
])(
  "of $stock, with a reorder point of $reorderPoint and $wanted wanted, $quantity are ordered",
  async ({ wanted, quantity, ...given }) => {
    const { sku } = await addProduct(db, given);
    await considerSku(db, sku, wanted);
    expect(await restocksOf(db, sku)).toMatchObject([{ quantity }]);
  },
);

test("a refusal orders what is short although there is stock", async () => {
  const { sku } = await addProduct(db, { stock: 5, reorderQuantity: 2 });
  expect(await buy(sku, 6)).toMatchObject({ outcome: "out_of_stock", stock: 5, restock: { quantity: 2 } });
  expect(await buy(sku, 20)).toMatchObject({ restock: { quantity: 2 } });
  expect(await restocksOf(db, sku)).toHaveLength(1);
});

test("each sold-out period is announced once, the next one again", async () => {
  const { sku } = await addProduct(db, { stock: 1, reorderQuantity: 1 });
  for (let period = 0; period < 3; period++) {
    await buy(sku);
    await many(3, () => buy(sku));
    await deliver(sku);
  }
  const empties = await toldOf(db, sku, "stock.empty");
  expect(empties.map(({ restockId }) => restockId)).toEqual(
    (await restocksOf(db, sku)).map(({ id }) => id).toReversed(),
  );
  expect(empties).toHaveLength(3);
  expect(await toldOf(db, sku, "order.refused")).toHaveLength(3);
});

test("nothing is ordered while a failed order cools down, but the empty shelf is announced", async () => {
  const { sku } = await addProduct(db, { stock: 0 });
  const cool = (minutes: number) =>
    db.execute(sql`UPDATE product SET restock_after = CURRENT_TIMESTAMP(3) + INTERVAL ${minutes} MINUTE
      WHERE sku = ${sku}`);
  await cool(10);
  await buy(sku);
  expect(await restocksOf(db, sku)).toEqual([]);
  expect(await toldOf(db, sku, "stock.empty")).toEqual([{ sku, stock: 0, restockId: null }]);
  await cool(-1);
  await buy(sku);
  expect(await restocksOf(db, sku)).toHaveLength(1);
  expect(await toldOf(db, sku, "stock.empty")).toHaveLength(1);
});

test("units put on the shelf while a refusal was decided open neither an order nor a new period", async () => {
  const { sku } = await addProduct(db, { stock: 0 });
  const refused = await findProduct(db, sku);
  await adjust(db, sku, { delta: 5, reason: "found" }, { correlationId: newId() });
  await commit(db, newId(), (unit) => consider(unit, refused, 1));
  expect(await restocksOf(db, sku)).toEqual([]);
  expect(await toldOf(db, sku, "stock.empty")).toEqual([]);
});
