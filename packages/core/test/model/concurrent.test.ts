import * as fc from "fast-check";
import { afterAll, beforeAll, test, vi } from "vitest";
import { connect } from "../../src/db/client.ts";
import { createStore } from "../../src/testing.ts";
import { check, run } from "./history.ts";
import { operation, shelf } from "./operation.ts";
import { untouched } from "./reference.ts";
import { Gate } from "./stepwise.ts";
import { open, type Shop } from "./store.ts";

vi.mock("../../src/event/publish.ts", () => ({ publish: () => Promise.resolve([]) }));
vi.stubEnv("RESTOCK_OVERDUE_MS", "3600000");

let shop: Shop;
beforeAll(async () => void (shop = await createStore()));
afterAll(() => shop.stop());

const clients = fc.array(fc.array(operation, { minLength: 1, maxLength: 4 }), { minLength: 2, maxLength: 4 });

test("at once", async () => {
  await fc.assert(
    fc.asyncProperty(shelf, clients, async (given, operations) => {
      const store = await open(shop, given);
      const events = await run(store, operations, () => connect(store.url));
      await check(store, untouched(given), events);
    }),
    { numRuns: 30, seed: 1 },
  );
});

test("step by step", async () => {
  const gate = new Gate();
  await fc.assert(
    fc.asyncProperty(shelf, clients, fc.scheduler({ act: gate.act }), async (given, operations, scheduler) => {
      const store = await open(shop, given);
      const running = run(store, operations, (client) => gate.connect(store.url, scheduler, `${client}`));
      const events = await scheduler.waitFor(running);
      await check(store, untouched(given), events);
    }),
    { numRuns: 30, seed: 1 },
  );
});
