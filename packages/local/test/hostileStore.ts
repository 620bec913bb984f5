import { isDeepStrictEqual } from "node:util";
import { afterAll, beforeAll, expect, vi } from "vitest";
import { connect } from "@donut-states/core/db/client";
import { newId } from "@donut-states/core/db/columns";
import { fingerprint } from "@donut-states/core/testing.fingerprint";
import type { Target } from "@donut-states/functions/testing/hostile/request";
import { startTestStore } from "./store.ts";

const sku = "CP-502101";
const patience = { timeout: 50_000, interval: 100 };

/**
 * A store for a test file that has sold, and waits for a factory that does not call back: left alone, nothing in it
 * changes. `before` is what it was then, `state` what it is now.
 */
export function bindHostileStore() {
  let store: Awaited<ReturnType<typeof startTestStore>>;
  let target: Target;
  let before: Record<string, string> = {};
  const state = () => fingerprint(connect(store.databaseUrl));
  beforeAll(async () => {
    store = await startTestStore({ RESTOCK_OVERDUE_MS: "3600000" });
    target = await sellOut(store);
    await vi.waitUntil(
      async () => {
        const last = before;
        before = await state();
        return isDeepStrictEqual(before, last);
      },
      { ...patience, interval: 3_000 },
    );
  });
  afterAll(() => store.stop());
  return {
    store: () => store,
    target: () => target,
    state,
    before: () => before,
  };
}

/** Sells one, then asks for more than there is. */
async function sellOut(store: Awaited<ReturnType<typeof startTestStore>>): Promise<Target> {
  await store.faults({ silent: {} });
  const usedKey = `Key-${newId()}`;
  const headers = { "content-type": "application/json", "idempotency-key": usedKey };
  const body = JSON.stringify({ sku });
  const sale = await fetch(`${store.apiUrl}/checkout`, { method: "POST", headers, body });
  const { order } = (await sale.json()) as { order: { id: string } }; // by the contract
  expect((await store.buy(sku, 20)).status).toBe(409);
  // The customer of every good body waits already, so that no request makes another reservation.
  const wish = JSON.stringify({ quantity: 20, customer: { name: "x", email: "me@example.com" } });
  const line = `${store.apiUrl}/products/${sku}/reservations`;
  const waiting = await fetch(line, { method: "POST", headers, body: wish });
  const reservation = (await waiting.json()) as { id: string }; // by the contract
  expect(waiting.status).toBe(201);
  const restock = () => store.ops("/restocks").then(({ restocks }) => restocks[0]);
  await vi.waitUntil(async () => (await restock())?.status === "accepted", patience);
  const { id } = await restock();
  const named = {
    products: sku,
    orders: order.id,
    reservations: reservation.id,
    restocks: id,
    incidents: newId(),
    queues: "ads",
    trace: id,
  };
  return { opsToken: store.opsToken, sku, usedKey, named };
}
