import { afterAll, beforeAll, expect, test } from "vitest";
import type { Database } from "@donut-states/core/db/client";
import { addProduct, createStore } from "@donut-states/core/testing";
import { shop } from "./shop.ts";

let db: Database;
let stop: () => Promise<void>;

beforeAll(async () => {
  const store = await createStore();
  ({ db, stop } = store);
  process.env.SST_Secret_value_DATABASE_URL = store.url;
});
afterAll(() => stop());

const post = (body: unknown, headers: Record<string, string> = {}) =>
  shop.request("/checkout", {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });

test("a sale answers 201 with the order, the stock that is left and a message", async () => {
  const { sku, name } = await addProduct(db, { stock: 3, price: 19_900 });
  const response = await post({ sku });
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
});

test("out of stock answers 409 as a problem, with the restock order that is under way", async () => {
  const { sku } = await addProduct(db, { stock: 0 });
  const response = await post({ sku });
  expect(response.status).toBe(409);
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  expect(await response.json()).toMatchObject({
    code: "out_of_stock",
    status: 409,
    detail: "구매 실패! 남은 재고: 0",
    sku,
    stock: 0,
    restock: { sku, status: "requested", quantity: 10 },
  });
});
