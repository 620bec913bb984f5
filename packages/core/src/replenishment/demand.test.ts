import * as fc from "fast-check";
import { expect, test } from "vitest";
import { inStockMs, measureDemand, type Movement } from "./demand.ts";

const MINUTE = 60_000;
const NOW = 1_000 * MINUTE;

const sale = (minutesAgo: number, units = 1): Movement => ({
  at: NOW - minutesAgo * MINUTE,
  delta: -units,
  isSale: true,
});
const receipt = (minutesAgo: number, units: number): Movement => ({
  ...sale(minutesAgo, -units),
  isSale: false,
});
const measure = (movements: Movement[], stock: number) => {
  const demand = measureDemand({ now: NOW, stock, movements: movements.toSorted((a, b) => b.at - a.at) });
  if (!demand) throw new Error("too few sales");
  return demand;
};
const each = (count: number, minutes: number, units = 1) =>
  Array.from({ length: count }, (_, index) => sale((index + 1) * minutes, units));

test("with 19 sales nothing is known, with 20 something is", () => {
  expect(measureDemand({ now: NOW, stock: 5, movements: each(19, 1) })).toBeUndefined();
  expect(measureDemand({ now: NOW, stock: 5, movements: each(20, 1) })).toBeDefined();
});

test("one sale in three minutes is 20 in an hour, less the one that opens the window", () => {
  const { perHour, variancePerHour } = measure(each(200, 3), 5);
  expect(perHour).toBeCloseTo(20 * (199 / 200), 9);
  expect(variancePerHour).toBeCloseTo(perHour, 9);
});

test("units count, and large purchases make the demand more uncertain than many small ones", () => {
  const { perHour, variancePerHour } = measure(each(200, 3, 4), 5);
  expect(perHour).toBeCloseTo(4 * 20 * (199 / 200), 9);
  expect(variancePerHour).toBeCloseTo(4 * perHour, 9);
});

test("an empty shelf sells nothing, so the time in which it was empty does not count", () => {
  // 10 units in 10 minutes, 30 minutes of nothing, and the same again; sold out now for 30 minutes.
  const bought = Array.from({ length: 10 }, (_, index) => [sale(31 + index), sale(71 + index)]).flat();
  const { perHour } = measure([...bought, receipt(41, 10)], 0);
  const inStockMinutes = 10 + 9;
  expect(perHour).toBeCloseTo((19 / inStockMinutes) * 60, 9);
});

test("the same sales beside a full shelf prove less", () => {
  const sales = each(40, 1);
  const full = measure(sales, 100);
  const empty = measure([...sales, receipt(20.5, 20)], 0);
  expect(empty.perHour).toBeGreaterThan(full.perHour);
});

test("a shelf that is bought empty at once proves ten times its sales at the most", () => {
  const within = Array.from({ length: 20 }, () => sale(60));
  const later = within.map((movement, index) => ({ ...movement, at: movement.at + index }));
  const { perHour } = measure(later, 0);
  expect(perHour).toBeCloseTo(19 * 10, 1);
});

test("a crowd is believed after 20 sales, and its end more slowly", () => {
  const calm = Array.from({ length: 180 }, (_, index) => sale(10 + index * 10));
  const crowd = Array.from({ length: 20 }, (_, index) => sale((index + 1) / 60));
  expect(measure([...crowd, ...calm], 50).perHour).toBeCloseTo((19 / 20) * 3_600, 6);
  const crowdBefore = Array.from({ length: 180 }, (_, index) => sale(100 + index / 60));
  const calmAfter = Array.from({ length: 20 }, (_, index) => sale((index + 1) * 5));
  const after = measure([...calmAfter, ...crowdBefore], 50).perHour;
  expect(after).toBeGreaterThan(12);
  expect(after).toBeLessThan(3_600 / 10);
});

test("a shelf's history undone step by step tells when it was empty", () => {
  const steps = fc.array(
    fc.record({ wait: fc.integer({ min: 0, max: 9 }), units: fc.integer({ min: -5, max: 9 }) }),
  );
  fc.assert(
    fc.property(steps, fc.integer({ min: 0, max: 9 }), (plan, initial) => {
      let [now, stock, expected] = [0, initial, 0];
      const movements: Movement[] = [];
      for (const { wait, units } of plan) {
        if (stock > 0) expected += wait;
        now += wait;
        const delta = Math.max(units, -stock);
        stock += delta;
        movements.unshift({ at: now, delta, isSale: delta < 0 });
      }
      expect(inStockMs({ now, stock, movements }, 0)).toBe(expected);
    }),
  );
});
