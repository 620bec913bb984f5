import { expect, test } from "vitest";
import { orders } from "@donut-states/core/order/order.sql";
import { addProduct } from "@donut-states/core/testing";
import { bindCalls } from "../testing/ops.ts";
import { bindStore } from "../testing/store.ts";

const store = bindStore();
const { call, json } = bindCalls(store.environment);

/** Somebody who has bought the last one, and waits for another. */
async function regular() {
  const { sku } = await addProduct(store.db(), { stock: 1 });
  const customer = { name: "홍길동", email: `${sku.toLowerCase()}@example.com` };
  await store.post("/checkout", { sku, customer });
  await store.post(`/products/${sku}/reservations`, { customer });
  const sales = await store.db().select().from(orders);
  const order = sales.find(({ customerEmail }) => customerEmail === customer.email);
  if (!order) throw new Error("There is no order");
  return { sku, order, email: customer.email };
}

test("who waits is listed, for one product or for all", async () => {
  const { sku } = await regular();
  const found = await json("reservations", sku, "--status", "waiting");
  expect(found).toMatchObject({ reservations: [{ sku, quantity: 1, position: 1 }] });
  expect((await call("reservations")).stdout).toMatch(/^ID +SKU +QUANTITY +STATUS +POSITION +CREATED\n/);
  expect(await call("reservations", "T-none")).toMatchObject({ exitCode: 1 });
}, 120_000);

test("a sale is taken back, and who waits is served", async () => {
  const { sku, order } = await regular();
  expect((await call("orders", "cancel", order.orderId)).stdout).toMatch(/ cancelled\n$/);
  expect(await json("reservations", sku)).toMatchObject({ reservations: [{ status: "fulfilled" }] });
}, 120_000);

test("a customer is forgotten, by whoever means it", async () => {
  const { email } = await regular();
  expect(await call("customers", "forget", email)).toMatchObject({
    exitCode: 2,
    stderr: expect.stringMatching(/^ops: customers forget cannot ask without a terminal: say --yes/),
  });
  expect(await call("customers", "forget", email, "--yes")).toMatchObject({
    exitCode: 0,
    stdout: "Removed from 1 reservation, 1 order, 0 mails (discarded); 1 reservation cancelled\n",
  });
  expect(await call("customers", "forget", "nowhere", "--yes")).toMatchObject({ exitCode: 2 });
}, 120_000);
