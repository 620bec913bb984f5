import { expect, test } from "vitest";
import { newId } from "@donut-states/core/db/columns";
import { addProduct, uniqueSku } from "@donut-states/core/testing";
import { client } from "../../testing/client.ts";
import { ops } from "../../testing/ops.ts";
import { bindStore } from "../../testing/store.ts";
import { shop } from "./shop.ts";

const db = bindStore();
const call = client(shop);
const someone = () => ({ name: "홍길동", email: `${uniqueSku().toLowerCase()}@example.com` });
const wait = (sku: string, json: unknown = { customer: someone() }, headers: Record<string, string> = {}) =>
  call("POST", `/products/${sku}/reservations`, { json, headers });
const add = (sku: string, delta: number) =>
  ops("POST", `/ops/products/${sku}/adjustments`, { json: { delta, reason: "found" } });
const listed = async (query: string): Promise<unknown> =>
  (await ops("GET", `/ops/reservations?${query}`)).json();
type Answer = { id: string };

async function waiting(sku: string, json?: unknown): Promise<Answer> {
  // The client has held the answer against the document, which names its members.
  return (await (await wait(sku, json)).json()) as Answer;
}

test.each(["도넛의 역사 (책)", "부산도너츠"])("somebody waits for %s, and is served first", async (name) => {
  const { sku } = await addProduct(db(), { stock: 0, name: `${name} ${uniqueSku()}`, adId: null });
  const response = await wait(sku, { quantity: 2, customer: someone() });
  expect(response.status).toBe(201);
  const made = (await response.json()) as Answer;
  expect(made).toEqual({
    id: expect.any(String),
    sku,
    quantity: 2,
    status: "waiting",
    position: 1,
    orderId: null,
    createdAt: expect.any(String),
  });
  await add(sku, 3);
  const served: unknown = await (await call("GET", `/reservations/${made.id}`)).json();
  expect(served).toEqual({ ...made, status: "fulfilled", position: null, orderId: made.id });
  expect(await (await call("GET", `/orders/${made.id}`)).json()).toMatchObject({ sku, quantity: 2 });
  expect(await (await call("GET", `/products/${sku}`)).json()).toMatchObject({ stock: 1 });
});

test("the same key and body is the same place, another body is 422", async () => {
  const { sku } = await addProduct(db(), { stock: 0 });
  const [customer, headers] = [someone(), { "idempotency-key": newId() }];
  const first = await wait(sku, { customer }, headers);
  const again = await wait(sku, { quantity: 1, customer }, headers);
  expect([first, again].map(({ status }) => status)).toEqual([201, 201]);
  expect([first, again].map((each) => each.headers.get("idempotent-replayed"))).toEqual([null, "true"]);
  expect(await again.json()).toEqual(await first.json());
  const other = await wait(sku, { quantity: 2, customer }, headers);
  expect(other.status).toBe(422);
  expect(await other.json()).toMatchObject({ code: "idempotency_key_reused" });
});

test("a key of the till is another key here", async () => {
  const { sku } = await addProduct(db(), { stock: 1 });
  const headers = { "idempotency-key": newId() };
  expect((await call("POST", "/checkout", { json: { sku }, headers })).status).toBe(201);
  expect((await wait(sku, undefined, headers)).status).toBe(201);
});

test("what can be bought is not waited for, and a customer waits once however the address is typed", async () => {
  const { sku } = await addProduct(db(), { stock: 1 });
  const refused = await wait(sku);
  expect(refused.status).toBe(409);
  expect(await refused.json()).toMatchObject({ code: "in_stock" });
  await call("POST", "/checkout", { json: { sku } });
  const { name, email } = someone();
  expect((await wait(sku, { customer: { name, email } })).status).toBe(201);
  const twice = await wait(sku, { customer: { name: "다른 이름", email: ` ${email.toUpperCase()}` } });
  expect(twice.status).toBe(409);
  expect(await twice.json()).toMatchObject({ code: "already_waiting" });
});

test("a line that is full is 409", async () => {
  const { sku } = await addProduct(db(), { stock: 0, waiting: 990 });
  const response = await wait(sku, { quantity: 11, customer: someone() });
  expect(response.status).toBe(409);
  expect(await response.json()).toMatchObject({ code: "line_full" });
  expect((await wait(sku, { quantity: 10, customer: someone() })).status).toBe(201);
});

test.each<[body: object, pointer: string]>([
  [{}, "#/customer"],
  [{ customer: null }, "#/customer"],
  [{ customer: { name: "홍" } }, "#/customer/email"],
  [{ customer: { name: "", email: "a@example.com" } }, "#/customer/name"],
  [{ customer: { name: "x".repeat(101), email: "a@example.com" } }, "#/customer/name"],
  [{ customer: { name: "a\nBcc: b@example.com", email: "a@example.com" } }, "#/customer/name"],
  [{ customer: { name: "홍", email: "nowhere" } }, "#/customer/email"],
  [{ customer: { name: "홍", email: "a@example.com", vip: true } }, "#/customer/vip"],
  [{ customer: { name: "홍", email: "a@example.com" }, quantity: 0 }, "#/quantity"],
  [{ customer: { name: "홍", email: "a@example.com" }, quantity: 21 }, "#/quantity"],
  [{ customer: { name: "홍", email: "a@example.com" }, quantity: "1" }, "#/quantity"],
  [{ customer: { name: "홍", email: "a@example.com" }, sku: "x" }, "#/sku"],
])("a body that is wrong is 400 and says where: %j", async (json, pointer) => {
  const { sku } = await addProduct(db(), { stock: 0 });
  const response = await wait(sku, json);
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ code: "invalid_request", errors: [{ pointer }] });
});

test("an unknown product or reservation is 404, an empty key 400", async () => {
  const missing = await wait(uniqueSku());
  expect(missing.status).toBe(404);
  expect(await missing.json()).toMatchObject({ code: "product_not_found" });
  for (const [method, id] of [
    ["GET", newId()],
    ["GET", "1"],
    ["DELETE", newId()],
  ] as const) {
    const response = await call(method, `/reservations/${id}`);
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ code: "reservation_not_found" });
  }
  const { sku } = await addProduct(db(), { stock: 0 });
  expect((await wait(sku, undefined, { "idempotency-key": "" })).status).toBe(400);
  expect((await call("GET", `/products/${sku}/reservations`)).status).toBe(405);
});

test("who waits may leave, again and again, and not once served", async () => {
  const { sku } = await addProduct(db(), { stock: 0 });
  const [leaver, stayer] = [await waiting(sku), await waiting(sku)];
  for (const _ of ["once", "twice"]) {
    const response = await call("DELETE", `/reservations/${leaver.id}`);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ status: "cancelled", position: null, orderId: null });
  }
  await add(sku, 1);
  const late = await call("DELETE", `/reservations/${stayer.id}`);
  expect(late.status).toBe(409);
  expect(await late.json()).toMatchObject({ code: "reservation_closed" });
});

test("a reservation says to nobody whose it is", async () => {
  const { sku } = await addProduct(db(), { stock: 0 });
  const [customer, headers] = [someone(), { "idempotency-key": newId() }];
  const made = await wait(sku, { customer }, headers);
  const { id } = (await made.clone().json()) as Answer;
  const answers = [made, await wait(sku, { customer }, headers), await call("GET", `/reservations/${id}`)];
  answers.push(await wait(sku, { customer }), await ops("GET", "/ops/reservations"));
  for (const answer of answers) expect(await answer.text()).not.toContain(customer.email);
});

test("operations see the lines, of one product or all, by status", async () => {
  const { sku } = await addProduct(db(), { stock: 0 });
  const [first, second] = [await waiting(sku), await waiting(sku)];
  await call("DELETE", `/reservations/${second.id}`);
  expect(await listed(`sku=${sku}`)).toMatchObject({
    reservations: [
      { id: second.id, status: "cancelled" },
      { id: first.id, position: 1 },
    ],
  });
  expect(await listed(`sku=${sku}&status=waiting`)).toMatchObject({ reservations: [{ id: first.id }] });
  expect((await ops("GET", `/ops/reservations?sku=${uniqueSku()}`)).status).toBe(404);
  expect((await ops("GET", "/ops/reservations?status=eaten")).status).toBe(400);
});
