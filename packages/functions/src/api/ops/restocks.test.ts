import { expect, test } from "vitest";
import { newId } from "@donut-states/core/db/columns";
import { addProduct } from "@donut-states/core/testing";
import { client } from "../../../testing/client.ts";
import { list, ops } from "../../../testing/ops.ts";
import { bindStore } from "../../../testing/store.ts";
import { shop } from "../shop.ts";

const db = bindStore();

interface Restock {
  id: string;
  sku: string;
  status: string;
}

/** An order of ten that is open. */
async function order(): Promise<Restock> {
  const { sku } = await addProduct(db(), { stock: 0 });
  const response = await client(shop)("POST", "/checkout", { json: { sku } });
  const { restock } = (await response.json()) as { restock: Restock };
  return restock;
}
const restocksOf = async (sku: string) =>
  (await list<Restock>("/ops/restocks", "restocks")).filter((restock) => restock.sku === sku);

test("an open order is asked for again, with the same id", async () => {
  const { id, sku } = await order();
  const response = await ops("POST", `/ops/restocks/${id}/retry`);
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({ id, sku, status: "requested" });
  expect(await restocksOf(sku)).toHaveLength(1);
});

test("an order is cancelled once, and a shelf that is still empty gets a new one", async () => {
  const { id, sku } = await order();
  const response = await ops("POST", `/ops/restocks/${id}/cancel`);
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({ id, sku, status: "cancelled", completedAt: null });
  expect(await restocksOf(sku)).toMatchObject([{ status: "requested" }, { id, status: "cancelled" }]);
  for (const verb of ["cancel", "retry"]) {
    const again = await ops("POST", `/ops/restocks/${id}/${verb}`);
    expect(again.status).toBe(409);
    expect(await again.json()).toMatchObject({ code: "restock_closed" });
  }
});

test("an order whose factory does not exist cannot be asked for, and that is an answer", async () => {
  const { id, sku } = await order();
  await db().execute(`DELETE FROM factory WHERE identifier = 'FF-${sku}'`);
  const response = await ops("POST", `/ops/restocks/${id}/retry`);
  expect([response.status, await response.json()]).toMatchObject([422, { code: "factory_missing" }]);
});

test("of two who cancel at once, one does", async () => {
  const { id, sku } = await order();
  const both = await Promise.all([1, 2].map(() => ops("POST", `/ops/restocks/${id}/cancel`)));
  expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
  expect(await restocksOf(sku)).toHaveLength(2);
});

test.each([newId(), "1", "x'--"])("an order that does not exist is 404: %s", async (id) => {
  for (const verb of ["cancel", "retry"]) {
    const response = await ops("POST", `/ops/restocks/${id}/${verb}`);
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ code: "restock_not_found" });
  }
});
