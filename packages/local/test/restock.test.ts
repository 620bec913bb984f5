import { fileURLToPath } from "node:url";
import { factory as factories } from "@donut-states/core/product/product.sql";
import { startHttp } from "@donut-states/core/testing.http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestStore } from "./store.ts";

const FAMOUS = "CP-502101";
let store: Awaited<ReturnType<typeof startTestStore>>;
/** Delivers when it is told to, so that the empty shelf can be looked at, however long that takes. */
let factory: Awaited<ReturnType<typeof startHttp>>;
beforeAll(async () => {
  store = await startTestStore({ FACTORY_STEP_MS: "100" });
  factory = await startHttp(() => ({ status: 201, body: "{}" }));
});
afterAll(async () => {
  await store.stop();
  await factory.stop();
});

async function deliver() {
  const [{ body } = { body: "" }] = factory.received;
  expect((await fetch(JSON.parse(body).CallbackUrl, { method: "POST", body })).status).toBe(202);
}

const mails = async () =>
  (await store.ops("/mail")).mails.map(({ to, subject, sentAt }: Record<string, string | null>) => [
    to,
    subject,
    sentAt,
  ]);
const stock = async (sku: string) => (await store.get(`/products/${sku}`)).body.stock;
const eventTypes = async (sku: string) =>
  (await store.ops("/events?limit=200")).events
    .filter((event: { subject: string }) => event.subject === sku)
    .map((event: { type: string }) => event.type);

test("the shelf empties, the factory is told once, delivers, and the store sells again", async () => {
  await store.db.update(factories).set({ api: factory.url });
  // 1. a sale decreases the stock and says so
  for (const left of [2, 1, 0]) {
    const { status, body } = await store.buy(FAMOUS);
    expect(status).toBe(201);
    expect(body).toMatchObject({ stock: left, message: `구매 완료! 남은 재고: ${left}` });
  }
  // 2. at 0 the sale is refused and says so
  const refusal = await store.buy(FAMOUS);
  expect(refusal.status).toBe(409);
  expect(refusal.body).toMatchObject({ code: "out_of_stock", detail: "구매 실패! 남은 재고: 0", stock: 0 });
  expect(refusal.body.restock).toMatchObject({ sku: FAMOUS, quantity: 10 });
  // 3. the message went to the stock queue
  const message = await store.broker.spy.waitForMessage({ service: "sqs", queueName: "factory" }, "consumed");
  expect(message).toMatchObject({ body: expect.stringContaining('"factoryId":"FF-500293"') });
  // 4. the queue is empty again and the factory was called, once
  await expect.poll(() => factory.received).toHaveLength(1);
  await expect
    .poll(async () =>
      (await store.ops("/queues")).queues.find((queue: { name: string }) => queue.name === "factory"),
    )
    .toMatchObject({ visible: 0, inFlight: 0, deadLetters: 0 });
  await expect
    .poll(async () => (await store.get(`/products/${FAMOUS}`)).body)
    .toMatchObject({ advertised: false });
  // 5. after the production time the same sale works again
  await deliver();
  await expect.poll(() => stock(FAMOUS)).toBe(10);
  expect((await store.buy(FAMOUS)).body).toMatchObject({ stock: 9 });
  expect(factory.received).toHaveLength(1);
  const { restocks } = await store.ops("/restocks?status=completed");
  expect(restocks).toMatchObject([{ sku: FAMOUS, quantity: 10, attempts: 1, status: "completed" }]);
  expect(await store.ops(`/products/${FAMOUS}/ledger`)).toMatchObject({
    initial: 3,
    received: 10,
    sold: 4,
    stock: 9,
    balanced: true,
  });
  await store.db.update(factories).set({ api: "" });
});

test("operations saw all of it, each news once, and its advertising stopped and resumed", async () => {
  await expect
    .poll(async () => (await eventTypes(FAMOUS)).toSorted())
    .toEqual(
      [
        "order.refused",
        "restock.accepted",
        "restock.completed",
        "restock.requested",
        "stock.empty",
        "stock.replenished",
      ].toSorted(),
    );
  await expect.poll(async () => (await store.ops("/events?type=order.completed")).events).toHaveLength(4);
  await expect.poll(mails).toEqual([
    ["dob_ad@codeatates.com", expect.stringContaining("resumed"), null],
    ["dob_ad@codeatates.com", expect.stringContaining("stopped"), null],
  ]);
  await expect
    .poll(async () => (await store.get(`/products/${FAMOUS}`)).body)
    .toMatchObject({ advertised: true, restock: null });
});

test("a crowd at the last donuts: nothing oversold, one restock order, one call to the factory", async () => {
  const sku = "CP-502106";
  const answers = await Promise.all(Array.from({ length: 60 }, () => store.buy(sku)));
  const sold = answers.filter(({ status }) => status === 201).length;
  const refused = answers.filter(({ status }) => status === 409).length;
  expect(sold + refused).toBe(60);
  expect(sold).toBeGreaterThanOrEqual(24);
  await expect.poll(async () => (await store.get(`/products/${sku}`)).body.restock).toBeNull();
  const ledger = await store.ops(`/products/${sku}/ledger`);
  expect(ledger).toMatchObject({ initial: 24, sold, balanced: true });
  expect(await store.manufactures(sku)).toHaveLength(ledger.received / 10);
});

test("the storefront is served and may call the API", async () => {
  const page = await fetch(store.webUrl);
  expect(page.status).toBe(200);
  const preflight = await fetch(`${store.apiUrl}/checkout`, {
    method: "OPTIONS",
    headers: { origin: store.webUrl, "access-control-request-method": "POST" },
  });
  expect(preflight.headers.get("access-control-allow-origin")).toBe(store.webUrl);
});

test("no browser may call the factory's callback, and nothing but POST is answered there", async () => {
  const callback = `${store.apiUrl}/restocks/0/receipt`;
  const headers = { origin: store.webUrl, "access-control-request-method": "POST" };
  const preflight = await fetch(callback, { method: "OPTIONS", headers });
  expect(preflight.headers.get("access-control-allow-origin")).toBeNull();
  expect((await store.get("/restocks/0/receipt")).body).toMatchObject({
    code: "method_not_allowed",
    status: 405,
  });
});

test("the storefront's port hands out the page and nothing else of this machine", async () => {
  const root = fileURLToPath(new URL("../../..", import.meta.url));
  for (const file of ["package.json", "packages/core/src/config.ts", "packages/local/src/store.ts"])
    expect([file, (await fetch(`${store.webUrl}/@fs${root}${file}`)).status]).toEqual([file, 403]);
  expect((await fetch(`${store.webUrl}/@fs/etc/passwd`)).status).toBe(403);
  const module = await fetch(`${store.webUrl}/src/main.tsx`, {
    headers: { origin: "http://localhost:9999" },
  });
  expect([module.status, module.headers.get("access-control-allow-origin")]).toEqual([200, null]);
});
