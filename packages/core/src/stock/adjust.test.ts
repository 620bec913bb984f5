import { afterAll, beforeAll, expect, test } from "vitest";
import type { Database } from "../db/client.ts";
import { newId } from "../db/columns.ts";
import { checkout } from "../order/checkout.ts";
import { findProduct } from "../product/product.ts";
import { orderedShelf } from "../restock/testing.ts";
import { addProduct, createStore, eventsOf, restocksOf, toldOf } from "../testing.ts";
import { adjust } from "./adjust.ts";
import { ledger } from "./ledger.ts";

let db: Database;
let stop: () => Promise<void>;
beforeAll(async () => ({ db, stop } = await createStore()));
afterAll(() => stop());

const by = (sku: string, delta: number, idempotencyKey?: string, reason = "counted") =>
  adjust(db, sku, { delta, reason }, { correlationId: newId(), idempotencyKey });
const made = (stock: number) => ({ stock, replayed: false });
const replayed = (stock: number) => ({ stock, replayed: true });

test("the stock moves by the delta and the ledger explains it", async () => {
  const { sku } = await addProduct(db, { stock: 3 });
  expect([await by(sku, 5), await by(sku, -2)]).toEqual([made(8), made(6)]);
  expect(await ledger(db, sku, { limit: 10 })).toMatchObject({ adjusted: 3, stock: 6, balanced: true });
});

test("a key moves the stock once, also at the same moment", async () => {
  const { sku } = await addProduct(db, { stock: 3 });
  const key = newId();
  const atOnce = await Promise.all(Array.from({ length: 8 }, () => by(sku, 5, key)));
  expect(atOnce.filter((answer) => !answer.replayed)).toEqual([made(8)]);
  expect(await by(sku, 5, key)).toEqual(replayed(8));
  expect((await ledger(db, sku, { limit: 10 })).movements).toHaveLength(1);
  expect(await toldOf(db, sku, "stock.replenished")).toHaveLength(1);
});

test("a key of another adjustment or another product is refused", async () => {
  const [a, b] = [await addProduct(db), await addProduct(db)];
  const key = newId();
  await by(a.sku, 1, key);
  const reused = { code: "idempotency_key_reused" };
  await expect(by(a.sku, 2, key)).rejects.toMatchObject(reused);
  await expect(by(a.sku, 1, key, "other reason")).rejects.toMatchObject(reused);
  await expect(by(b.sku, 1, key)).rejects.toMatchObject(reused);
  expect((await findProduct(db, b.sku)).stock).toBe(3);
});

test.each(["(errno 1213)", 'Sql: "(errno 1205)'])(
  "%s as a key or a reason is a text like any other",
  async (text) => {
    const { sku } = await addProduct(db, { stock: 3 });
    const key = `${text}${newId()}`;
    expect([await by(sku, 1, key, text), await by(sku, 1, key, text)]).toEqual([made(4), replayed(4)]);
  },
);

test("a shelf holds only so much: more is refused and leaves nothing, and less may always be taken", async () => {
  const { sku } = await addProduct(db, { stock: 999_999_999 });
  await expect(by(sku, 2)).rejects.toMatchObject({ code: "invalid_request", pointer: "#/delta" });
  expect((await ledger(db, sku, { limit: 10 })).movements).toEqual([]);
  expect(await by(sku, 1)).toEqual(made(1_000_000_000));
  const { sku: fuller } = await addProduct(db, { stock: 2_147_483_647 });
  await expect(by(fuller, 1)).rejects.toMatchObject({ code: "invalid_request" });
  expect(await by(fuller, -1)).toEqual(made(2_147_483_646));
});

test("more than there is is refused and leaves nothing, not even the key", async () => {
  const { sku } = await addProduct(db, { stock: 3 });
  const key = newId();
  await expect(by(sku, -4, key)).rejects.toMatchObject({ code: "insufficient_stock" });
  expect(await ledger(db, sku, { limit: 10 })).toMatchObject({ stock: 3, adjusted: 0, movements: [] });
  expect(await eventsOf(db, sku)).toEqual([]);
  expect(await by(sku, -3, key)).toEqual(made(0));
});

test("downward at once never takes more than there is", async () => {
  const { sku } = await addProduct(db, { stock: 10 });
  const outcomes = await Promise.allSettled(Array.from({ length: 16 }, () => by(sku, -1)));
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(10);
  expect(await ledger(db, sku, { limit: 1 })).toMatchObject({ stock: 0, adjusted: -10, balanced: true });
});

test("down to nothing announces the empty shelf and orders", async () => {
  const { sku } = await addProduct(db, { stock: 3 });
  await by(sku, -3);
  const [order, ...others] = await restocksOf(db, sku);
  expect(others).toEqual([]);
  expect(await toldOf(db, sku, "stock.empty")).toEqual([{ sku, stock: 0, restockId: order?.id }]);
});

test("upward from nothing is told, ends the period, and the next one is announced again", async () => {
  const { sku } = await orderedShelf(db);
  const buy = () => checkout(db, { sku, quantity: 1 }, { correlationId: newId() });
  await buy();
  await by(sku, 1);
  expect(await toldOf(db, sku, "stock.replenished")).toEqual([
    { sku, stock: 1, restockId: null, quantity: 1 },
  ]);
  await buy();
  await buy();
  expect(await toldOf(db, sku, "stock.empty")).toHaveLength(2);
  expect(await toldOf(db, sku, "order.refused")).toHaveLength(2);
  expect(await restocksOf(db, sku)).toHaveLength(1);
});

test("an unknown product is a refusal with a name", async () => {
  await expect(by("no-such-sku", 1)).rejects.toMatchObject({ code: "product_not_found" });
});
