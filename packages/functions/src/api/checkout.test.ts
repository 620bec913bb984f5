import { expect, test } from "vitest";
import { newId } from "@donut-states/core/db/columns";
import { addProduct, uniqueSku } from "@donut-states/core/testing";
import { client } from "../../testing/client.ts";
import { ops } from "../../testing/ops.ts";
import { bindStore } from "../../testing/store.ts";
import { shop } from "./shop.ts";

const db = bindStore();
const call = client(shop);
const buy = (json: unknown, key?: string) =>
  call("POST", "/checkout", { json, ...(key === undefined ? {} : { headers: { "idempotency-key": key } }) });
const stockOf = async (sku: string) => {
  const product: unknown = await (await call("GET", `/products/${sku}`)).json();
  return product;
};

test("a sale answers 201 with the order, the stock that is left and a message", async () => {
  const { sku, name } = await addProduct(db(), { stock: 3, price: 19_900 });
  const response = await buy({ sku });
  expect(response.status).toBe(201);
  expect(await response.json()).toEqual({
    order: {
      id: expect.any(String),
      sku,
      name,
      quantity: 1,
      unitPrice: 19_900,
      total: 19_900,
      currency: "KRW",
      status: "confirmed",
      createdAt: expect.any(String),
    },
    stock: 2,
    message: "구매 완료! 남은 재고: 2",
  });
  expect(response.headers.has("idempotent-replayed")).toBe(false);
});

test("many of a dear product by a known customer, whose details are not given back", async () => {
  const { sku } = await addProduct(db(), { stock: 20, price: 1_000_000_000 });
  const customer = { name: " 홍길동 🍩 ", email: "hong@example.com" };
  const response = await buy({ sku, quantity: 20, customer });
  expect(await response.json()).toMatchObject({ order: { quantity: 20, total: 20_000_000_000 }, stock: 0 });
});

test("out of stock answers 409 as a problem, with the restock order that is under way", async () => {
  const { sku } = await addProduct(db(), { stock: 0 });
  const response = await buy({ sku });
  expect(response.status).toBe(409);
  expect(await response.json()).toMatchObject({
    code: "out_of_stock",
    status: 409,
    detail: "구매 실패! 남은 재고: 0",
    sku,
    stock: 0,
    restock: { sku, status: "requested", quantity: 10 },
  });
});

test.each([uniqueSku(), "' OR '1'='1", "x'; DROP TABLE product; --", "\u0000", "\ud800", "%", "도넛🍩"])(
  "a product that does not exist is 404: %j",
  async (sku) => {
    const { sku: other } = await addProduct(db(), { stock: 3 });
    const response = await buy({ sku });
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ code: "product_not_found" });
    expect(await stockOf(other)).toMatchObject({ stock: 3 });
  },
);

test("a customer named like a statement is a customer", async () => {
  const { sku } = await addProduct(db(), { stock: 3 });
  const customer = { name: `"'); UPDATE product SET stock = 0; -- \\`, email: "a@example.com" };
  expect((await buy({ sku, customer })).status).toBe(201);
  expect(await stockOf(sku)).toMatchObject({ stock: 2 });
});

test("the same key and the same parsed body is the same order, also when sold out by then", async () => {
  const { sku } = await addProduct(db(), { stock: 2 });
  const key = newId();
  const first = await buy({ sku }, key);
  expect(first.headers.has("idempotent-replayed")).toBe(false);
  const { order } = (await first.json()) as { order: object };
  await buy({ sku });
  const again = await buy({ quantity: 1, sku }, key);
  expect(again.status).toBe(201);
  expect(again.headers.get("idempotent-replayed")).toBe("true");
  expect(await again.json()).toEqual({ order, stock: 0, message: "구매 완료! 남은 재고: 0" });
});

test("the key of an order that was cancelled since is answered with that order, and not with a sale", async () => {
  const { sku } = await addProduct(db(), { stock: 2 });
  const key = newId();
  const { order } = (await (await buy({ sku }, key)).json()) as { order: { id: string } };
  await ops("POST", `/ops/orders/${order.id}/cancel`);
  const again = await buy({ sku }, key);
  expect(again.status).toBe(201);
  expect(again.headers.get("idempotent-replayed")).toBe("true");
  expect(await again.json()).toEqual({
    order: { ...order, status: "cancelled" },
    stock: 2,
    message: "취소된 주문입니다. 남은 재고: 2",
  });
});

test("the same key with another body is 422", async () => {
  const { sku } = await addProduct(db(), { stock: 5 });
  const key = newId();
  await buy({ sku }, key);
  for (const other of [
    { sku, quantity: 2 },
    { sku, customer: { name: "홍", email: "h@example.com" } },
  ]) {
    const response = await buy(other, key);
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({ code: "idempotency_key_reused" });
  }
  expect(await stockOf(sku)).toMatchObject({ stock: 4 });
});

test("a refusal is not remembered", async () => {
  const { sku } = await addProduct(db(), { stock: 1 });
  const key = newId();
  expect((await buy({ sku, quantity: 2 }, key)).status).toBe(409);
  expect((await buy({ sku, quantity: 1 }, key)).status).toBe(201);
});

test("keys are compared exactly, and any visible ASCII will do", async () => {
  const { sku } = await addProduct(db(), { stock: 9 });
  const key = `!"#$%&'()*+,-./:;<=>?@[\\]^_\`{|}~${newId()}a`;
  for (const other of [key, key.toUpperCase(), `${key}.`])
    expect((await buy({ sku }, other)).headers.has("idempotent-replayed")).toBe(false);
  expect((await buy({ sku }, key)).headers.get("idempotent-replayed")).toBe("true");
  expect((await buy({ sku }, newId().padEnd(255, "x"))).status).toBe(201);
});

test.each([
  ["empty", ""],
  ["over-long", "x".repeat(256)],
  ["with a space", "a b"],
  ["not ASCII", "caf\u00e9"],
])("a key that is %s is 400 and names the header", async (_, key) => {
  const { sku } = await addProduct(db());
  const response = await buy({ sku }, key);
  expect(response.status).toBe(400);
  const detail = "must be 1 to 255 visible ASCII characters";
  expect(await response.json()).toMatchObject({
    code: "invalid_request",
    errors: [{ pointer: "Idempotency-Key", detail }],
  });
  expect(await stockOf(sku)).toMatchObject({ stock: 3 });
});
