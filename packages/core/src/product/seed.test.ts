import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Database } from "../db/client.ts";
import { newId } from "../db/columns.ts";
import { checkout } from "../order/checkout.ts";
import { createStore } from "../testing.ts";
import { listProducts, showProduct } from "./catalogue.ts";
import { advertisement, factory, product } from "./product.sql.ts";
import { seed } from "./seed.ts";

let db: Database;
let stop: () => Promise<void>;
beforeAll(async () => {
  ({ db, stop } = await createStore());
  await seed(db);
});
afterAll(() => stop());

test("the original's rows are exactly there", async () => {
  const [row] = await db
    .select({ product, factory, advertisement })
    .from(product)
    .innerJoin(factory, eq(factory.factoryId, product.factoryId))
    .innerJoin(advertisement, eq(advertisement.adId, product.adId))
    .where(eq(product.sku, "CP-502101"));
  expect(row).toMatchObject({
    product: {
      sku: "CP-502101",
      name: "부산도너츠",
      price: 19_900,
      stock: 3,
      initialStock: 3,
      reorderPoint: 0,
      reorderQuantity: 10,
    },
    factory: {
      identifier: "FF-500293",
      name: "부산도너츠 공장",
      managerEmail: "dob_factory@codeatates.com",
      api: "",
    },
    advertisement: { status: true, managerEmail: "dob_ad@codeatates.com" },
  });
});

test("beside it are a second factory, more donuts and a book", async () => {
  const products = await listProducts(db);
  expect(products.filter(({ sku }) => sku.startsWith("CP-")).length).toBeGreaterThanOrEqual(6);
  expect(products.filter(({ sku }) => sku.startsWith("BK-"))).toHaveLength(1);
  expect(await db.select().from(factory)).toHaveLength(2);
  expect(new Set(products.map(({ stock }) => stock)).size).toBeGreaterThan(4);
});

test("each product has an advertisement of its own, so that none runs for what is sold out", async () => {
  const products = await db.select({ adId: product.adId }).from(product);
  const advertisements = await db.select().from(advertisement);
  expect(new Set(products.map(({ adId }) => adId))).toEqual(new Set(advertisements.map(({ adId }) => adId)));
  expect(new Set(advertisements.map(({ managerEmail }) => managerEmail)).size).toBe(products.length);
});

test("seeding again changes nothing, also after a sale", async () => {
  await checkout(db, { sku: "CP-502101", quantity: 1 }, { correlationId: newId() });
  const before = await listProducts(db);
  await seed(db);
  expect(await listProducts(db)).toEqual(before);
  expect((await showProduct(db, "CP-502101")).stock).toBe(2);
});
