import { expect, test } from "vitest";
import { newId } from "@donut-states/core/db/columns";
import { orders } from "@donut-states/core/order/order.sql";
import { addProduct } from "@donut-states/core/testing";
import { client } from "../../../testing/client.ts";
import { ops } from "../../../testing/ops.ts";
import { bindStore } from "../../../testing/store.ts";
import { shop } from "../shop.ts";

const db = bindStore();

test("the story of a request is found by the id that the caller gave it, or by its order", async () => {
  const { sku } = await addProduct(db(), { stock: 1 });
  const headers = { "x-request-id": "click-of-a-customer" };
  await client(shop)("POST", "/checkout", { json: { sku }, headers });
  const [order] = await db().select().from(orders);
  const response = await ops("GET", "/ops/trace/click-of-a-customer");
  expect(response.status).toBe(200);
  const story = await response.json();
  expect(story).toMatchObject({
    correlationId: "click-of-a-customer",
    hops: expect.arrayContaining([
      expect.objectContaining({ where: "orders", outcome: "confirmed" }),
      expect.objectContaining({ where: "restock", outcome: "requested" }),
      expect.objectContaining({ where: "outbox", what: `stock.empty of ${sku}` }),
    ]),
  });
  expect(await (await ops("GET", `/ops/trace/${order?.orderId}`)).json()).toEqual(story);
});

test.each([
  newId(),
  "nobody",
  "..%2f..%2fetc",
  "%F0%9F%8D%A9",
  "a".repeat(5_000),
  "0".repeat(8) + newId().slice(8),
])("an unknown story is 404: %s", async (id) => {
  const response = await ops("GET", `/ops/trace/${id}`);
  expect(response.status).toBe(404);
  expect(await response.json()).toMatchObject({ code: "trace_not_found" });
});
