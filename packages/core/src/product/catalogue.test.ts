import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Database } from "../db/client.ts";
import { newId } from "../db/columns.ts";
import { orderedShelf } from "../restock/testing.ts";
import { addProduct, createStore, restocksOf } from "../testing.ts";
import { listProducts, showProduct } from "./catalogue.ts";
import { advertisement } from "./product.sql.ts";
import { changeSettings } from "./settings.ts";

let db: Database;
let stop: () => Promise<void>;
beforeAll(async () => ({ db, stop } = await createStore()));
afterAll(() => stop());

test.each([
  [0, "sold_out"],
  [1, "low_stock"],
  [5, "low_stock"],
  [6, "in_stock"],
])("%d left is %s", async (stock, availability) => {
  const { sku, name } = await addProduct(db, { stock });
  expect(await showProduct(db, sku)).toEqual({
    sku,
    name,
    price: 1_000,
    currency: "KRW",
    stock,
    availability,
    advertised: true,
    restock: null,
    lane: "normal",
  });
});

test("the open order is shown, and an advertisement that was stopped or is none", async () => {
  const { sku, order, adId } = await orderedShelf(db);
  await db
    .update(advertisement)
    .set({ status: false })
    .where(eq(advertisement.adId, String(adId)));
  const without = await addProduct(db, { adId: null });
  expect(await showProduct(db, sku)).toMatchObject({ advertised: false, restock: { id: order.id } });
  expect(await showProduct(db, without.sku)).toMatchObject({ advertised: false });
  const listed = (await listProducts(db)).map((product) => product.sku);
  expect(listed.indexOf(sku)).toBeLessThan(listed.indexOf(without.sku));
});

test("a raised reorder point orders at once, by the new quantity", async () => {
  const { sku } = await addProduct(db, { stock: 4 });
  expect(await changeSettings(db, sku, { price: 2_000 }, newId())).toMatchObject({
    price: 2_000,
    restock: null,
  });
  const settings = { reorderPoint: 4, reorderQuantity: 30 };
  expect(await changeSettings(db, sku, settings, newId())).toMatchObject({ restock: { quantity: 30 } });
  expect(await restocksOf(db, sku)).toHaveLength(1);
});

test("an unknown product is a refusal with a name", async () => {
  const unknown = { code: "product_not_found" };
  await expect(showProduct(db, "no-such-sku")).rejects.toMatchObject(unknown);
  await expect(changeSettings(db, "no-such-sku", { price: 1 }, newId())).rejects.toMatchObject(unknown);
});
