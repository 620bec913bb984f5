import { expect, test } from "vitest";
import { addProduct } from "@donut-states/core/testing";
import { client } from "../../testing/client.ts";
import { bindStore } from "../../testing/store.ts";
import { shop } from "./shop.ts";

const origin = "https://shop.example";
const db = bindStore({ SITE_ORIGIN: origin });
const call = client(shop);
const buy = (json: object) => call("POST", "/checkout", { json });
const show = async (sku: string): Promise<unknown> => (await call("GET", `/products/${sku}`)).json();

test("a product says what is left, and what is under way", async () => {
  const { sku, name } = await addProduct(db(), { stock: 6, price: 2_500 });
  const product = {
    sku,
    name,
    price: 2_500,
    currency: "KRW",
    advertised: true,
    restock: null,
    lane: "normal",
  };
  expect(await show(sku)).toEqual({ ...product, stock: 6, availability: "in_stock" });
  await buy({ sku });
  expect(await show(sku)).toEqual({ ...product, stock: 5, availability: "low_stock" });
  await buy({ sku, quantity: 5 });
  const restock = expect.objectContaining({ sku, quantity: 10, status: "requested", attempts: 0 });
  expect(await show(sku)).toEqual({ ...product, stock: 0, availability: "sold_out", restock });
});

test("the catalogue shows each product as it is alone", async () => {
  const { sku } = await addProduct(db(), { stock: 1, adId: null });
  const { products } = (await (await call("GET", "/products")).json()) as { products: { sku: string }[] };
  expect(products.find((product) => product.sku === sku)).toEqual(await show(sku));
  expect(await show(sku)).toMatchObject({ advertised: false });
});

test.each(["no-such-sku", "'%20OR%201=1", "%F0%9F%8D%A9", "%E0%A4%A", "x".repeat(500)])(
  "a product that does not exist is 404: %s",
  async (sku) => {
    const response = await call("GET", `/products/${sku}`);
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ code: "product_not_found" });
  },
);

test.each(["GET", "HEAD"])("what has not changed is 304 without a body: %s", async (method) => {
  const { sku } = await addProduct(db());
  const path = `/products/${sku}`;
  const etag = (await call(method, path)).headers.get("etag") ?? "";
  const headers = { "if-none-match": `"other", W/${etag}`, "x-request-id": "again", origin };
  const again = await call(method, path, { headers });
  expect(again.status).toBe(304);
  expect(await again.text()).toBe("");
  expect(Object.fromEntries(again.headers)).toMatchObject({
    etag,
    "cache-control": "no-cache",
    "x-request-id": "again",
    "access-control-allow-origin": origin,
  });
});

test("what has changed is answered in full, with another name", async () => {
  const { sku } = await addProduct(db());
  const path = `/products/${sku}`;
  const etag = (await call("GET", path)).headers.get("etag") ?? "";
  await buy({ sku });
  const changed = await call("GET", path, { headers: { "if-none-match": etag } });
  expect(changed.status).toBe(200);
  expect(await changed.json()).toMatchObject({ stock: 2 });
  expect(changed.headers.get("etag")).not.toBe(etag);
});

test("the catalogue is conditional, too", async () => {
  const etag = (await call("GET", "/products")).headers.get("etag") ?? "";
  expect((await call("GET", "/products", { headers: { "if-none-match": etag } })).status).toBe(304);
});
