import { expect, test } from "vitest";
import { eventTypes } from "./event/catalogue.ts";
import { queues, timeouts } from "./topology.ts";

test("every type that a filter names exists, and each queue's are those of the contract", () => {
  const filters = Object.values(queues).flatMap(({ events }) => (typeof events === "string" ? [] : events));
  for (const type of filters) expect(eventTypes).toContain(type);
  expect(Object.fromEntries(Object.entries(queues).map(([name, { events }]) => [name, events]))).toEqual({
    factory: ["restock.requested"],
    ads: ["stock.empty", "stock.replenished"],
    ops: "all",
    receipts: "none",
    orders: "none",
  });
});

test.each([1, 2, 3, 6, 30, 120, 0.1])(
  "with %d s of visibility each step ends before the next",
  (visibility) => {
    const { factoryCallMs, leaseMs, functionMs } = timeouts(visibility);
    expect(factoryCallMs).toBeLessThan(leaseMs);
    expect(leaseMs).toBeLessThan(functionMs);
    expect(functionMs).toBe(Math.max(500, Math.floor((visibility * 1_000) / 6)));
  },
);
