import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestStore } from "./store.ts";

let store: Awaited<ReturnType<typeof startTestStore>>;
beforeAll(
  async () =>
    void (store = await startTestStore({ RESTOCK_OVERDUE_MS: "600000", FACTORY_STEP_MS: "100000" })),
);
afterAll(() => store.stop());

const sku = "CP-502101";
const headers = () => ({ authorization: `Bearer ${store.opsToken}`, "content-type": "application/json" });

async function operate(method: string, path: string, body: object): Promise<number> {
  const init = { method, headers: headers(), body: JSON.stringify(body) };
  return (await fetch(`${store.apiUrl}/ops/products/${sku}${path}`, init)).status;
}

const isOrders = ({ name }: { name: string }) => name === "orders";

/** Buys one as the storefront does: it asks for a verdict until there is one, and again where the store was too busy. */
async function buy(key: string): Promise<{ status: string; id?: string }> {
  const init = {
    method: "POST",
    headers: { "content-type": "application/json", "idempotency-key": key },
    body: JSON.stringify({ sku }),
  };
  const response = await fetch(`${store.apiUrl}/checkout`, init);
  const { order, code } = (await response.json()) as { order?: { id: string }; code?: string };
  if (response.status === 503) return buy(key);
  if (response.status === 202) return verdict(response.headers.get("location") ?? "");
  return { status: response.status === 201 ? "confirmed" : (code ?? ""), ...(order ? { id: order.id } : {}) };
}

async function verdict(path: string): Promise<{ status: string; id: string }> {
  for (;;) {
    const { status, body } = await store.get(path);
    // A busy machine may ask to be asked again.
    if (status === 200 && body.status !== "pending") return body;
    await sleep(200);
  }
}

test(
  "64 buyers of a surging product, 500 donuts, 5 % repeated keys, over HTTP: everybody is told, and each key is sold once",
  { timeout: 300_000 },
  async () => {
    expect(await operate("PATCH", "", { lane: "surge" })).toBe(200);
    expect(await operate("POST", "/adjustments", { delta: 497, reason: "a famous video" })).toBe(201);
    const keys: string[] = [];
    const sold = new Map<string, Set<string>>();
    let [refused, next] = [0, 0];
    const buyer = async () => {
      while (next++ < 600) {
        const repeated = Math.random() < 0.05 ? keys[Math.floor(Math.random() * keys.length)] : undefined;
        const key = repeated ?? randomUUID();
        keys.push(key);
        const { status, id = "" } = await buy(key);
        expect(["confirmed", "refused", "out_of_stock"]).toContain(status);
        if (status === "confirmed") sold.set(key, (sold.get(key) ?? new Set()).add(id));
        else refused += 1;
      }
    };
    await Promise.all(Array.from({ length: 64 }, buyer));
    expect([...sold.values()].filter(({ size }) => size > 1)).toEqual([]);
    expect(sold.size).toBe(500);
    expect(refused).toBeGreaterThan(10);
    expect(await store.ops(`/products/${sku}/ledger`)).toMatchObject({ stock: 0, sold: 500, balanced: true });
    expect((await store.ops("/restocks")).restocks).toHaveLength(1);
    const drained = async () => (await store.ops("/queues")).queues.find(isOrders);
    await expect
      .poll(drained, { timeout: 60_000 })
      .toMatchObject({ visible: 0, inFlight: 0, deadLetters: 0 });
    expect((await store.ops("/audit")).ok).toBe(true);
  },
);
