import { once } from "node:events";
import { request } from "node:http";
import { startHttp } from "@donut-states/core/testing.http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestStore } from "./store.ts";

let factory: Awaited<ReturnType<typeof startHttp>>;
let store: Awaited<ReturnType<typeof startTestStore>>;
beforeAll(async () => {
  factory = await startHttp(() => ({ status: 201, body: "{}" }));
  // A crowd on a slow machine: its functions have twenty seconds.
  store = await startTestStore({ FACTORY_URL: factory.url, VISIBILITY_TIMEOUT_S: "120" });
  await store.hurry("receipts", 21);
});
afterAll(async () => {
  await store.stop();
  await factory.stop();
});

const patient = { timeout: 240_000 };

/** Sells a product of the seed out, and returns the url that its factory is to call. */
async function sellOut(sku: string, headers: Record<string, string> = {}): Promise<URL> {
  const { stock } = (await store.get(`/products/${sku}`)).body;
  const asked = request(`${store.apiUrl}/checkout`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
  }).end(JSON.stringify({ sku, quantity: stock }));
  const [response] = await once(asked, "response");
  expect(response.resume().statusCode).toBe(201);
  const told = () =>
    factory.received
      .map(({ body }) => JSON.parse(body))
      .find((order) => order.MessageAttributeProductId === sku);
  await expect.poll(told, patient).toBeDefined();
  return new URL(told().CallbackUrl);
}

const report = async (url: string | URL) => (await fetch(url, { method: "POST", body: "{}" })).status;
/** The same until there is an answer: a busy machine may ask to be asked again. */
async function reportUntilAnswered(url: string | URL): Promise<number> {
  const status = await report(url);
  return status === 503 ? reportUntilAnswered(url) : status;
}
const ledger = (sku: string) => store.ops(`/products/${sku}/ledger`);
const receipts = async () =>
  (await store.ops("/queues")).queues.find((queue: { name: string }) => queue.name === "receipts");

test("of 50 equal callbacks at once each is accepted, and the goods are counted once", async () => {
  const sku = "CP-502101";
  const url = await sellOut(sku);
  const statuses = await Promise.all(Array.from({ length: 50 }, () => reportUntilAnswered(url)));
  expect(new Set(statuses)).toEqual(new Set([202]));
  await expect.poll(receipts, patient).toMatchObject({ visible: 0, inFlight: 0, deadLetters: 0 });
  expect(await ledger(sku)).toMatchObject({ received: 10, stock: 10, balanced: true });
});

test("with any one bit of the token changed it is refused, and with none it is accepted", async () => {
  const sku = "CP-502104";
  const url = await sellOut(sku);
  const token = url.searchParams.get("t") ?? "";
  const flipped = token.split("").flatMap((character, at) =>
    Array.from({ length: 8 }, (_, bit) => {
      const other = String.fromCharCode(character.charCodeAt(0) ^ (1 << bit));
      return `${url.origin}${url.pathname}?t=${encodeURIComponent(token.slice(0, at) + other + token.slice(at + 1))}`;
    }),
  );
  expect(flipped.length).toBe(token.length * 8);
  for (let from = 0; from < flipped.length; from += 50) {
    const statuses = await Promise.all(flipped.slice(from, from + 50).map(report));
    expect(new Set(statuses)).toEqual(new Set([401]));
  }
  expect(await ledger(sku)).toMatchObject({ received: 0 });
  expect(await reportUntilAnswered(url)).toBe(202);
  await expect.poll(() => ledger(sku), patient).toMatchObject({ received: 10, balanced: true });
});

test("where the factory calls back is configured, whatever a request says of its host", async () => {
  const evil = "evil.example";
  const url = await sellOut("CP-502105", {
    host: evil,
    "x-forwarded-host": evil,
    "x-forwarded-proto": "https",
    "x-forwarded-port": "1",
    "x-original-host": evil,
    forwarded: `host=${evil};proto=https`,
    origin: `https://${evil}`,
    referer: `https://${evil}/`,
  });
  expect(url.origin).toBe(store.apiUrl);
});
