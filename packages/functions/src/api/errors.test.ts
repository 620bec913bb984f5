import { afterEach, expect, test, vi } from "vitest";
import { addProduct } from "@donut-states/core/testing";
import { client } from "../../testing/client.ts";
import { ops } from "../../testing/ops.ts";
import { bindStore } from "../../testing/store.ts";
import { shop } from "./shop.ts";

const db = bindStore();
const logged = vi.spyOn(console, "error");
const lines = () => JSON.stringify(logged.mock.calls);
afterEach(() => {
  logged.mockClear();
  vi.unstubAllEnvs();
});

test("a fault of ours is 500 and told in the log only, under the request's id and without the customer", async () => {
  const { sku } = await addProduct(db());
  await db().execute("ALTER TABLE orders MODIFY customer_name varchar(1)");
  const customer = { name: "홍길동", email: "hong@example.com" };
  const headers = { "x-request-id": "unlucky" };
  const response = await client(shop)("POST", "/checkout", { json: { sku, customer }, headers });
  expect(response.status).toBe(500);
  expect(await response.json()).toEqual({
    type: "urn:donut-states:problem:internal_error",
    title: "Something went wrong",
    status: 500,
    detail: "The request could not be handled; it was logged under this requestId.",
    code: "internal_error",
    requestId: "unlucky",
  });
  expect(lines()).toMatch(/unlucky.*Data too long/);
  expect(lines()).not.toMatch(/홍길동|hong@example/);
});

test("while a binding is missing nobody gets in, and its name is in the log only", async () => {
  vi.stubEnv("SST_Secret_value_OPS_TOKEN", "");
  const response = await ops("GET", "/ops/summary", { headers: { authorization: "Bearer " } });
  expect(response.status).toBe(500);
  expect(await response.text()).not.toContain("OPS_TOKEN");
  expect(lines()).toContain("SST_Secret_value_OPS_TOKEN is not set");
});
