import { expect, test } from "vitest";
import { newId } from "@donut-states/core/db/columns";
import { addProduct, uniqueSku } from "@donut-states/core/testing";
import { client } from "../../../testing/client.ts";
import { list, ops } from "../../../testing/ops.ts";
import { bindStore } from "../../../testing/store.ts";
import { shop } from "../shop.ts";

const db = bindStore();
const call = client(shop);
const define = (sku: string, json: unknown) => ops("PUT", `/ops/products/${sku}`, { json });
const forget = (email: string) => ops("POST", "/ops/customers/forget", { json: { email } });
const someone = () => ({ name: "홍길동", email: `${uniqueSku().toLowerCase()}@example.com` });

async function something() {
  const [{ sku: known }, sku] = [await addProduct(db()), uniqueSku()];
  return {
    sku,
    definition: { name: `새 도넛 ${sku}`, price: 3_000, factory: `FF-${known}`, initialStock: 4 },
  };
}

async function bought(headers: Record<string, string> = {}) {
  const [{ sku }, customer] = [await addProduct(db(), { stock: 1 }), someone()];
  const sale = await call("POST", "/checkout", { json: { sku, customer }, headers });
  const { order } = (await sale.json()) as { order: { id: string } };
  return { sku, customer, order };
}

test("a product is added with 201 and changed with 200", async () => {
  const { sku, definition } = await something();
  const [added, changed] = [await define(sku, definition), await define(sku, { ...definition, price: 1 })];
  expect([added, changed].map(({ status }) => status)).toEqual([201, 200]);
  expect(await changed.json()).toMatchObject({ sku, price: 1, stock: 4, availability: "low_stock" });
  expect(await (await call("GET", `/products/${sku}`)).json()).toMatchObject({ name: definition.name });
});

test.each<[change: object, pointer: string]>([
  [{ name: undefined }, "#/name"],
  [{ name: "" }, "#/name"],
  [{ price: -1 }, "#/price"],
  [{ factory: "FF-none" }, "#/factory"],
  [{ adManager: "nowhere" }, "#/adManager"],
  [{ initialStock: -1 }, "#/initialStock"],
  [{ reorderQuantity: 0 }, "#/reorderQuantity"],
  [{ restocking: "yes" }, "#/restocking"],
  [{ stock: 1 }, "#/stock"],
])("a definition that cannot be is 400: %j", async (change, pointer) => {
  const { sku, definition } = await something();
  const response = await define(sku, { ...definition, ...change });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ code: "invalid_request", errors: [{ pointer }] });
  expect((await call("GET", `/products/${sku}`)).status).toBe(404);
});

test("another initial stock is 400, another's name 409, and a sku with a space 400", async () => {
  const [{ sku, definition }, other] = [await something(), await something()];
  await define(sku, definition);
  expect((await define(sku, { ...definition, initialStock: 5 })).status).toBe(400);
  const taken = await define(other.sku, { ...other.definition, name: definition.name });
  expect(taken.status).toBe(409);
  expect(await taken.json()).toMatchObject({ code: "name_taken", errors: [{ pointer: "#/name" }] });
  const spaced = await define("a%20b", other.definition);
  expect(spaced.status).toBe(400);
  expect(await spaced.json()).toMatchObject({ errors: [{ pointer: "sku" }] });
});

test("a retired product is nowhere in the shop, and operations still see it", async () => {
  const { sku } = await addProduct(db(), { stock: 3 });
  const retired = await ops("PATCH", `/ops/products/${sku}`, { json: { retired: true } });
  expect(await retired.json()).toMatchObject({ sku, stock: 0, availability: "sold_out", restock: null });
  const { products } = (await (await call("GET", "/products")).json()) as { products: { sku: string }[] };
  expect(products.map((product) => product.sku)).not.toContain(sku);
  for (const answer of [
    await call("GET", `/products/${sku}`),
    await call("POST", "/checkout", { json: { sku } }),
    await call("POST", `/products/${sku}/reservations`, { json: { customer: someone() } }),
  ])
    expect(await answer.json()).toMatchObject({ status: 404, code: "product_not_found" });
  const ledger: unknown = await (await ops("GET", `/ops/products/${sku}/ledger`)).json();
  expect(ledger).toMatchObject({ stock: 3, balanced: true });
});

test.each([
  ["en", /^\[Donut States\] Your order was cancelled: /],
  ["ko-KR, en;q=0.1", /^\[Donut States\] 주문 취소: /],
])("an order is cancelled once, and told in the language of %s", async (accepted, subject) => {
  const { sku, order, customer } = await bought({ "accept-language": accepted });
  for (const _ of ["once", "twice"]) {
    const response = await ops("POST", `/ops/orders/${order.id}/cancel`);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ ...order, status: "cancelled" });
  }
  expect(await (await call("GET", `/orders/${order.id}`)).json()).toMatchObject({ status: "cancelled" });
  expect(await (await call("GET", `/products/${sku}`)).json()).toMatchObject({ stock: 1 });
  const mails = await list<{ to: string; subject: string }>("/ops/mail", "mails");
  const told = mails.filter(({ to }) => to === customer.email);
  expect(told.map((mail) => mail.subject)).toEqual([expect.stringMatching(subject)]);
});

test("an order that does not exist cannot be cancelled", async () => {
  for (const id of [newId(), "1"]) {
    const response = await ops("POST", `/ops/orders/${id}/cancel`);
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ code: "order_not_found" });
  }
});

test("a customer is forgotten by whatever spelling of the address", async () => {
  const { order, customer } = await bought();
  const response = await forget(` ${customer.email.toUpperCase()} `);
  expect(await response.json()).toEqual({ cancelled: 0, reservations: 0, orders: 1, mails: 0 });
  expect((await call("GET", `/orders/${order.id}`)).status).toBe(200);
  expect(await (await forget(customer.email)).json()).toMatchObject({ orders: 0 });
  const wrong = await forget("nowhere");
  expect(wrong.status).toBe(400);
  expect(await wrong.json()).toMatchObject({ errors: [{ pointer: "#/email" }] });
});
