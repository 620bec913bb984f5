import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Database } from "../db/client.ts";
import { newId } from "../db/columns.ts";
import { checkout } from "../order/checkout.ts";
import { orders } from "../order/order.sql.ts";
import { receive } from "../restock/receive.ts";
import { addProduct, createStore, restocksOf } from "../testing.ts";
import { adjust } from "./adjust.ts";
import { ledger } from "./ledger.ts";
import type { Movement } from "./stock.schema.ts";
import { adjustment } from "./stock.sql.ts";

let db: Database;
let stop: () => Promise<void>;
beforeAll(async () => ({ db, stop } = await createStore()));
afterAll(() => stop());

const context = () => ({ correlationId: newId() });

test("every kind of movement is explained, newest first", async () => {
  const { sku } = await addProduct(db, { stock: 2 });
  const sale = await checkout(db, { sku, quantity: 2 }, context());
  const [order] = await restocksOf(db, sku);
  await receive(db, { receiptId: newId(), restockId: String(order?.id) });
  await adjust(db, sku, { delta: -1, reason: "broken" }, context());
  const told = await ledger(db, sku, { limit: 10 });
  expect(told).toMatchObject({ initial: 2, received: 10, sold: 2, adjusted: -1, expected: 9, stock: 9 });
  expect(told.balanced).toBe(true);
  expect(told.movements).toEqual([
    { at: expect.any(String), kind: "adjustment", delta: -1, source: expect.any(String) },
    { at: expect.any(String), kind: "receipt", delta: 10, source: order?.id },
    { at: expect.any(String), kind: "sale", delta: -2, source: "order" in sale ? sale.order.id : "" },
  ]);
  expect((await ledger(db, sku, { limit: 1 })).movements).toEqual(told.movements.slice(0, 1));
});

test("every movement is seen once, page by page, also where many are of the same moment", async () => {
  const { sku, productId } = await addProduct(db, { stock: 20 });
  for (let time = 0; time < 4; time++) {
    await checkout(db, { sku, quantity: 1 }, context());
    await adjust(db, sku, { delta: 2, reason: "found" }, context());
  }
  await db
    .update(orders)
    .set({ confirmedAt: new Date(0) })
    .where(eq(orders.productId, productId));
  await db
    .update(adjustment)
    .set({ createdAt: new Date(0) })
    .where(eq(adjustment.productId, productId));
  const { movements: all } = await ledger(db, sku, { limit: 20 });
  expect(all).toHaveLength(8);
  const seen: Movement[] = [];
  for (let cursor: string | undefined; seen.length < 8; cursor = seen.at(-1)?.source) {
    const { movements } = await ledger(db, sku, { limit: 3, cursor });
    expect(movements.length).toBe(Math.min(3, 8 - seen.length));
    seen.push(...movements);
  }
  expect(seen).toEqual(all);
  const nothing = { movements: [], stock: 24, balanced: true };
  expect(await ledger(db, sku, { limit: 3, cursor: seen.at(-1)?.source })).toMatchObject(nothing);
  expect(await ledger(db, sku, { limit: 3, cursor: newId() })).toMatchObject(nothing);
});

test("a product that nothing has moved is balanced", async () => {
  const { sku } = await addProduct(db, { stock: 7 });
  expect(await ledger(db, sku, { limit: 10 })).toEqual({
    initial: 7,
    received: 0,
    sold: 0,
    adjusted: 0,
    expected: 7,
    stock: 7,
    balanced: true,
    movements: [],
  });
});

test("a stock that was changed behind the ledger's back is found out", async () => {
  const { sku } = await addProduct(db, { stock: 7 });
  await db.execute(sql`UPDATE product SET stock = stock + 1 WHERE sku = ${sku}`);
  expect(await ledger(db, sku, { limit: 10 })).toMatchObject({ expected: 7, stock: 8, balanced: false });
});

test("an unknown product is a refusal with a name", async () => {
  await expect(ledger(db, "no-such-sku", { limit: 1 })).rejects.toMatchObject({ code: "product_not_found" });
});
