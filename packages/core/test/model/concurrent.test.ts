import * as fc from "fast-check";
import { afterAll, beforeAll, test, vi } from "vitest";
import { createStore } from "../../src/testing.ts";
import { atOnce, stepByStep } from "./properties.ts";
import { runs } from "./settings.ts";
import type { Shop } from "./store.ts";

// Publishing is no part of this: what was to be told is read in the outbox.
vi.mock("../../src/event/publish.ts", () => ({
  publish: (events: readonly { id: string }[]) => Promise.resolve(events.map(({ id }) => id)),
}));
vi.stubEnv("RESTOCK_OVERDUE_MS", "3600000");

let shop: Shop;
beforeAll(async () => void (shop = await createStore()));
afterAll(() => shop.stop());

test("at once, the answers are those of one order of the steps", async () => {
  await fc.assert(atOnce(shop), runs(12));
}, 300_000);

test("statement by statement, the answers are those of one order of the steps", async () => {
  await fc.assert(stepByStep(shop), runs(15));
}, 300_000);
