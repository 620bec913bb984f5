import { beforeAll, expect, test } from "vitest";
import { newId } from "@donut-states/core/db/columns";
import { addProduct, uniqueSku } from "@donut-states/core/testing";
import { client } from "../../testing/client.ts";
import { ops } from "../../testing/ops.ts";
import { bindStore } from "../../testing/store.ts";
import { shop } from "./shop.ts";

const db = bindStore();
const call = client(shop);

/** As on a server whose default takes `a` and `A` for the same, which most servers' defaults do. */
beforeAll(async () => {
  for (const table of ["product", "orders", "adjustment"])
    await db().execute(`ALTER TABLE ${table} CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci`);
});

test("keys that differ only in their letters' case are different keys", async () => {
  const { sku } = await addProduct(db(), { stock: 3 });
  const key = `${newId()}-a`;
  for (const other of [key, key.toUpperCase()]) {
    const headers = { "idempotency-key": other };
    const sale = await call("POST", "/checkout", { json: { sku }, headers });
    expect(sale.headers.has("idempotent-replayed")).toBe(false);
    const adjustment = { json: { delta: 1, reason: other }, headers };
    expect((await ops("POST", `/ops/products/${sku}/adjustments`, adjustment)).status).toBe(201);
  }
});

test("a sku that the server takes for another one cannot be added, and its name is not to blame", async () => {
  const { sku } = await addProduct(db(), { stock: 3 });
  const json = { name: `another ${sku}`, price: 1, factory: `FF-${sku}` };
  const answer = await ops("PUT", `/ops/products/${sku.toLowerCase()}`, { json });
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({ code: "invalid_request", errors: [{ pointer: "sku" }] });
  const taken = { ...json, name: `도넛 ${sku}` };
  const other = await ops("PUT", `/ops/products/${uniqueSku()}`, { json: taken });
  expect(await other.json()).toMatchObject({ code: "name_taken", errors: [{ pointer: "#/name" }] });
});

test.each(["lower case", "a space behind it"])("a sku in %s is another sku", async (difference) => {
  const { sku } = await addProduct(db(), { stock: 3 });
  const other = difference === "lower case" ? sku.toLowerCase() : `${sku} `;
  const path = encodeURIComponent(other);
  for (const answer of [
    call("POST", "/checkout", { json: { sku: other } }),
    call("GET", `/products/${path}`),
    ops("PATCH", `/ops/products/${path}`, { json: { price: 1 } }),
    ops("GET", `/ops/products/${path}/ledger`),
  ])
    expect((await answer).status).toBe(404);
});
