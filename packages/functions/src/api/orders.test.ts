import { expect, test } from "vitest";
import { newId } from "@donut-states/core/db/columns";
import { addProduct } from "@donut-states/core/testing";
import { client } from "../../testing/client.ts";
import { bindStore } from "../../testing/store.ts";
import { shop } from "./shop.ts";

const db = bindStore();
const call = client(shop);

test("an order is shown as it was sold", async () => {
  const { sku } = await addProduct(db());
  const customer = { name: "홍길동", email: "hong@example.com" };
  const sale = await call("POST", "/checkout", { json: { sku, quantity: 2, customer } });
  const { order } = (await sale.json()) as { order: { id: string } };
  const response = await call("GET", `/orders/${order.id}`);
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual(order);
});

test("an order says to nobody who bought it", async () => {
  const { sku } = await addProduct(db());
  const customer = { name: "홍길동", email: "hong@example.com" };
  const headers = { "idempotency-key": newId() };
  const buy = () => call("POST", "/checkout", { json: { sku, customer }, headers });
  const [sale, replay] = [await buy(), await buy()];
  const { order } = (await sale.clone().json()) as { order: { id: string } };
  for (const answer of [sale, replay, await call("GET", `/orders/${order.id}`)])
    expect(await answer.text()).not.toMatch(/홍길동|hong@example/);
});

test.each([newId(), "1", "'%20OR%20'1'='1", "undefined"])(
  "an order that does not exist is 404: %s",
  async (id) => {
    const response = await call("GET", `/orders/${id}`);
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ code: "order_not_found" });
  },
);

test("the store is well while its database answers", async () => {
  const response = await call("GET", "/healthz");
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({ status: "ok" });
});
