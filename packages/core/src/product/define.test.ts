import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { followStock } from "../advertising/advertising.ts";
import type { Database } from "../db/client.ts";
import { newId } from "../db/columns.ts";
import { checkout } from "../order/checkout.ts";
import { receive } from "../restock/receive.ts";
import { considerSku, orderedShelf } from "../restock/testing.ts";
import { ledger } from "../stock/ledger.ts";
import { addProduct, createStore, restocksOf, toldOf, uniqueSku } from "../testing.ts";
import { describeProduct, listProducts, showProduct } from "./catalogue.ts";
import { defineProduct } from "./define.ts";
import type { Definition } from "./product.schema.ts";
import { advertisement } from "./product.sql.ts";
import { findProduct } from "./product.ts";
import { changeSettings } from "./settings.ts";

let db: Database;
let stop: () => Promise<void>;
beforeAll(async () => ({ db, stop } = await createStore()));
afterAll(() => stop());

/** A factory that there is, and a definition of something new that it makes. */
async function something(given: Partial<Definition> = {}) {
  const [{ sku: known }, sku] = [await addProduct(db), uniqueSku()];
  return { sku, definition: { name: `책 ${sku}`, price: 9_000, factory: `FF-${known}`, ...given } };
}
const invalid = (pointer: string) => ({ code: "invalid_request", pointer });
const define = (sku: string, definition: Definition) => defineProduct(db, sku, definition, newId());

test("a product is added once, and can be sold", async () => {
  const { sku, definition } = await something({ initialStock: 2, adManager: "ad@example.com" });
  const [first, again] = [await define(sku, definition), await define(sku, definition)];
  expect([first.created, again.created]).toEqual([true, false]);
  expect(again.product).toMatchObject({
    sku,
    name: definition.name,
    price: 9_000,
    stock: 2,
    advertised: true,
  });
  expect(await checkout(db, { sku, quantity: 1 }, { correlationId: newId() })).toMatchObject({ stock: 1 });
  expect(await ledger(db, sku, { limit: 1 })).toMatchObject({ initial: 2, sold: 1, balanced: true });
  expect((await define(sku, definition)).product).toMatchObject({ stock: 1 });
});

test("many who add it at once add it once", async () => {
  const { sku, definition } = await something({ initialStock: 2 });
  const results = await Promise.all(Array.from({ length: 5 }, () => define(sku, definition)));
  expect(results.filter(({ created }) => created)).toHaveLength(1);
});

test("many of a manager that nobody knew, added at once, are in one advertisement", async () => {
  const adManager = `${uniqueSku()}@ad.example`;
  const some = await Promise.all(Array.from({ length: 5 }, () => something({ initialStock: 1, adManager })));
  await Promise.all(some.map(({ sku, definition }) => define(sku, definition)));
  const ads = await db.select().from(advertisement).where(eq(advertisement.managerEmail, adManager));
  expect(ads).toHaveLength(1);
  for (const { sku } of some) expect(await findProduct(db, sku)).toMatchObject({ adId: ads[0]?.adId });
});

test("an empty new product is ordered at once, unless it is not to be restocked", async () => {
  const [a, b] = [await something(), await something({ restocking: false })];
  await define(a.sku, a.definition);
  await define(b.sku, b.definition);
  expect(await restocksOf(db, a.sku)).toHaveLength(1);
  expect(await restocksOf(db, b.sku)).toEqual([]);
  await considerSku(db, b.sku, 5);
  expect(await restocksOf(db, b.sku)).toEqual([]);
  await define(b.sku, { ...b.definition, restocking: true });
  expect(await restocksOf(db, b.sku)).toHaveLength(1);
});

test("what is left out stays as it is", async () => {
  const { sku, definition } = await something({
    initialStock: 9,
    reorderPoint: 3,
    adManager: "ad@example.com",
  });
  await define(sku, definition);
  const { name, factory } = definition;
  await define(sku, { name, factory, price: 1 });
  const { adId } = await findProduct(db, sku);
  expect(await findProduct(db, sku)).toMatchObject({ price: 1, reorderPoint: 3, stock: 9 });
  expect(adId).not.toBeNull();
  await define(sku, { name, factory, price: 1, adManager: null });
  expect(await findProduct(db, sku)).toMatchObject({ adId: null });
});

test("what cannot be is refused, with the field that is to blame", async () => {
  const { sku, definition } = await something({ initialStock: 1 });
  await define(sku, definition);
  const other = await something();
  await expect(define(other.sku, { ...other.definition, name: definition.name })).rejects.toMatchObject({
    code: "name_taken",
  });
  await expect(define(sku, { ...definition, initialStock: 2 })).rejects.toMatchObject(
    invalid("#/initialStock"),
  );
  await expect(define(sku, { ...definition, factory: "none" })).rejects.toMatchObject(invalid("#/factory"));
  await expect(define("a b", other.definition)).rejects.toMatchObject(invalid("sku"));
});

test("a retired product is not listed, not sold and not restocked, its goods still count, and it can come back", async () => {
  const { sku, order, adId } = await orderedShelf(db, { stock: 0, reorderQuantity: 10 });
  await changeSettings(db, sku, { retired: true }, newId());
  expect((await listProducts(db)).map((product) => product.sku)).not.toContain(sku);
  await expect(showProduct(db, sku)).rejects.toMatchObject({ code: "product_not_found" });
  await receive(db, { receiptId: newId(), restockId: order.id });
  expect(await ledger(db, sku, { limit: 1 })).toMatchObject({ received: 10, stock: 10, balanced: true });
  const sale = checkout(db, { sku, quantity: 1 }, { correlationId: newId() });
  await expect(sale).rejects.toMatchObject({ code: "product_not_found" });
  const isAdvertised = async () => {
    await followStock(db, sku, newId());
    const [ad] = await db
      .select()
      .from(advertisement)
      .where(eq(advertisement.adId, adId ?? ""));
    return ad?.status;
  };
  expect(await isAdvertised()).toBe(false);
  await considerSku(db, sku, 20);
  expect(await restocksOf(db, sku)).toHaveLength(1);
  await changeSettings(db, sku, { retired: false }, newId());
  expect(await describeProduct(db, sku)).toMatchObject({ stock: 10 });
  expect((await toldOf(db, sku, "stock.replenished")).at(-1)).toMatchObject({ stock: 10 });
  expect(await isAdvertised()).toBe(true);
});

test("a sale that was made is answered to its key after the product has retired", async () => {
  const { sku } = await addProduct(db);
  const context = { correlationId: newId(), idempotencyKey: newId() };
  const first = await checkout(db, { sku, quantity: 1 }, context);
  await changeSettings(db, sku, { retired: true }, newId());
  const again = await checkout(db, { sku, quantity: 1 }, context);
  if (first.outcome !== "sold" || again.outcome !== "sold") throw new Error("It was not sold");
  expect(again).toMatchObject({ order: first.order, replayed: true });
});
