import { expect, test } from "vitest";
import { newId } from "@donut-states/core/db/columns";
import { addProduct, uniqueSku } from "@donut-states/core/testing";
import { client } from "../../../testing/client.ts";
import { ops } from "../../../testing/ops.ts";
import { bindStore } from "../../../testing/store.ts";
import { shop } from "../shop.ts";

const db = bindStore();
const set = (sku: string, json: unknown) => ops("PATCH", `/ops/products/${sku}`, { json });
const adjust = (sku: string, json: unknown, key?: string) =>
  ops("POST", `/ops/products/${sku}/adjustments`, {
    json,
    ...(key === undefined ? {} : { headers: { "idempotency-key": key } }),
  });
const ledger = async (sku: string): Promise<unknown> =>
  (await ops("GET", `/ops/products/${sku}/ledger`)).json();
const reason = "재고 조사";

test("settings change one by one, and a restock is considered by the new ones at once", async () => {
  const { sku } = await addProduct(db(), { stock: 3, price: 1_000 });
  expect(await (await set(sku, { price: 0 })).json()).toMatchObject({ sku, price: 0, restock: null });
  expect(await (await set(sku, { reorderQuantity: 7 })).json()).toMatchObject({ price: 0, restock: null });
  const changed = await (await set(sku, { reorderPoint: 3 })).json();
  expect(changed).toMatchObject({ stock: 3, restock: { quantity: 7, status: "requested" } });
});

test.each<[body: object, pointer: string, detail: string]>([
  [{}, "#", "must name at least one setting"],
  [{ price: -1 }, "#/price", "must be at least 0"],
  [{ price: 1_000_000_001 }, "#/price", "must be at most 1000000000"],
  [{ price: 0.5 }, "#/price", "must be an integer"],
  [{ price: "0" }, "#/price", "must be a number"],
  [{ price: null }, "#/price", "must be a number"],
  [{ reorderPoint: -1 }, "#/reorderPoint", "must be at least 0"],
  [{ reorderPoint: 1_000_001 }, "#/reorderPoint", "must be at most 1000000"],
  [{ reorderQuantity: 0 }, "#/reorderQuantity", "must be at least 1"],
  [{ lane: "fast" }, "#/lane", "must be one of normal, surge"],
  [{ reorderMode: "magic" }, "#/reorderMode", "must be one of fixed, auto"],
  [{ serviceLevel: 0.49 }, "#/serviceLevel", "must be at least 0.5"],
  [{ serviceLevel: 1 }, "#/serviceLevel", "must be at most 0.999"],
  [{ serviceLevel: "0.9" }, "#/serviceLevel", "must be a number"],
  [{ reorderMinimum: 0 }, "#/reorderMinimum", "must be at least 1"],
  [{ reorderMultiple: 0 }, "#/reorderMultiple", "must be at least 1"],
  [{ reorderMaximum: 1_000_001 }, "#/reorderMaximum", "must be at most 1000000"],
  [
    { reorderMaximum: 9 },
    "#/reorderMaximum",
    "No multiple of 1 lies between the minimum of 10 and the maximum of 9",
  ],
  [
    { price: 1, reorderMultiple: 600, reorderMinimum: 700 },
    "#/reorderMinimum",
    "No multiple of 600 lies between the minimum of 700 and the maximum of 1000",
  ],
  [{ stock: 9 }, "#/stock", "is not known here"],
  [[], "#", "must be an object"],
])("settings out of bounds are 400: %j", async (body, pointer, detail) => {
  const { sku } = await addProduct(db());
  const response = await set(sku, body);
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ errors: [{ pointer, detail }] });
});

test("decisions are shown with the settings that they follow, newest first and page by page", async () => {
  const { sku } = await addProduct(db(), { stock: 3, price: 1_000 });
  await set(sku, { reorderMode: "auto", serviceLevel: 0.99, reorderPoint: 1 });
  await client(shop)("POST", "/checkout", { json: { sku, quantity: 2 } });
  const path = `/ops/products/${sku}/decisions`;
  const note = "auto knows 0 of the 20 sales that it needs, so the fixed reorder point of 1 counts";
  const answer: unknown = await (await ops("GET", `${path}?limit=1`)).json();
  expect(answer).toEqual({
    reorder: {
      reorderMode: "auto",
      serviceLevel: 0.99,
      reorderPoint: 1,
      reorderQuantity: 10,
      reorderMinimum: 10,
      reorderMultiple: 1,
      reorderMaximum: 1_000,
      note,
      restocking: true,
      retired: false,
    },
    shelf: { stock: 1, onOrder: 10, waiting: 0, projected: 11 },
    decisions: [
      expect.objectContaining({
        outcome: "ordered",
        quantity: 10,
        projected: 1,
        message: `ordered 10: 1 left, 0 on order; ${note}`,
      }),
    ],
  });
  const { decisions } = answer as { decisions: { id: string }[] }; // as the case above expects
  const next = await (await ops("GET", `${path}?limit=9&cursor=${decisions[0]?.id}`)).json();
  expect(next).toMatchObject({ decisions: [{ outcome: "not_ordered", reason: "enough", stock: 3 }] });
});

test("a correction is a row in the ledger, which stays balanced", async () => {
  const { sku } = await addProduct(db(), { stock: 3 });
  await client(shop)("POST", "/checkout", { json: { sku, quantity: 2 } });
  const response = await adjust(sku, { delta: 5, reason });
  expect(response.status).toBe(201);
  expect(await response.json()).toEqual({ stock: 6 });
  const sums = { initial: 3, received: 0, sold: 2, adjusted: 5, expected: 6, stock: 6, balanced: true };
  expect(await ledger(sku)).toMatchObject({
    ...sums,
    movements: [
      { kind: "adjustment", delta: 5 },
      { kind: "sale", delta: -2 },
    ],
  });
  const latest = await (await ops("GET", `/ops/products/${sku}/ledger?limit=1`)).json();
  expect(latest).toMatchObject({ ...sums, movements: [{ delta: 5 }] });
});

test("a correction to nothing asks the factory at once", async () => {
  const { sku } = await addProduct(db(), { stock: 3 });
  expect(await (await adjust(sku, { delta: -3, reason })).json()).toEqual({ stock: 0 });
  const product = await (await client(shop)("GET", `/products/${sku}`)).json();
  expect(product).toMatchObject({ availability: "sold_out", restock: { status: "requested" } });
});

test("the same key corrects once, and refuses another correction", async () => {
  const { sku } = await addProduct(db(), { stock: 3 });
  const { sku: other } = await addProduct(db(), { stock: 3 });
  const key = newId();
  for (const replayed of [null, "true"]) {
    const response = await adjust(sku, { delta: 5, reason }, key);
    expect(response.headers.get("idempotent-replayed")).toBe(replayed);
    expect(await response.json()).toEqual({ stock: 8 });
  }
  for (const again of [adjust(sku, { delta: 6, reason }, key), adjust(other, { delta: 5, reason }, key)]) {
    const response = await again;
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({ code: "idempotency_key_reused" });
  }
  const sale = { json: { sku }, headers: { "idempotency-key": key } };
  expect((await client(shop)("POST", "/checkout", sale)).status, "keys are per route").toBe(201);
});

test("the stock never falls below 0, and a refused key may succeed later", async () => {
  const { sku } = await addProduct(db(), { stock: 3 });
  const key = newId();
  const response = await adjust(sku, { delta: -4, reason }, key);
  expect(response.status).toBe(409);
  expect(await response.json()).toMatchObject({ code: "insufficient_stock" });
  expect(await ledger(sku)).toMatchObject({ stock: 3, movements: [] });
  await adjust(sku, { delta: 1, reason });
  expect((await adjust(sku, { delta: -4, reason }, key)).status).toBe(201);
});

test("corrections that add up to more than a shelf holds are 400 and name the field", async () => {
  const { sku } = await addProduct(db(), { stock: 999_999_999 });
  const response = await adjust(sku, { delta: 1_000_000, reason });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({
    code: "invalid_request",
    errors: [{ pointer: "#/delta", detail: `The delta would raise the stock of ${sku} above 1000000000` }],
  });
  expect(await ledger(sku)).toMatchObject({ stock: 999_999_999, movements: [] });
});

test.each([1_000_000, -1_000_000])("a correction may be as large as %d", async (delta) => {
  const { sku } = await addProduct(db(), { stock: 1_000_000 });
  expect((await adjust(sku, { delta, reason })).status).toBe(201);
});

test.each<[body: object, pointer: string, detail: string]>([
  [{ delta: 0, reason }, "#/delta", "must not be 0"],
  [{ delta: 1_000_001, reason }, "#/delta", "must be at most 1000000"],
  [{ delta: -1_000_001, reason }, "#/delta", "must be at least -1000000"],
  [{ delta: 0.5, reason }, "#/delta", "must be an integer"],
  [{ delta: "5", reason }, "#/delta", "must be a number"],
  [{ reason }, "#/delta", "is required"],
  [{ delta: 1 }, "#/reason", "is required"],
  [{ delta: 1, reason: " " }, "#/reason", "must not be empty"],
  [{ delta: 1, reason: "x".repeat(201) }, "#/reason", "must be at most 200 characters long"],
  [{ delta: 1, reason, stock: 1 }, "#/stock", "is not known here"],
])("a correction that makes no sense is 400: %j", async (body, pointer, detail) => {
  const { sku } = await addProduct(db());
  const response = await adjust(sku, body);
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ errors: [{ pointer, detail }] });
  expect(await ledger(sku)).toMatchObject({ movements: [], balanced: true });
});

test.each(["", "a b", "x".repeat(256)])("a bad key is 400: %j", async (key) => {
  const response = await adjust(uniqueSku(), { delta: 1, reason }, key);
  expect(await response.json()).toMatchObject({ status: 400, errors: [{ pointer: "Idempotency-Key" }] });
});

test.each([uniqueSku(), "'%20OR%201=1"])("a product that does not exist is 404: %s", async (sku) => {
  for (const answer of [
    set(sku, { price: 1 }),
    adjust(sku, { delta: 1, reason }),
    ops("GET", `/ops/products/${sku}/ledger`),
    ops("GET", `/ops/products/${sku}/decisions`),
  ]) {
    const response = await answer;
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ code: "product_not_found" });
  }
});
