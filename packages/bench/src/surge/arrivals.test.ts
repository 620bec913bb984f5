import { expect, test } from "vitest";
import { arrivals, seeded } from "./arrivals.ts";

test("all come within the time, one after the other", () => {
  const times = arrivals(20_000, 60_000, seeded(1));
  expect(times).toHaveLength(20_000);
  expect(times).toEqual(times.toSorted((one, other) => one - other));
  expect(times[0]).toBeGreaterThanOrEqual(0);
  expect(times.at(-1)).toBeLessThan(60_000);
});

test("they are spread over the whole time, and not evenly", () => {
  const times = arrivals(6_000, 60_000, seeded(2));
  const perSecond = Array.from(
    { length: 60 },
    (_, second) => times.filter((time) => Math.floor(time / 1000) === second).length,
  );
  // 100 a second with a deviation of 10: nowhere six of them away, and somewhere more than one.
  expect(Math.min(...perSecond)).toBeGreaterThan(40);
  expect(Math.max(...perSecond)).toBeLessThan(160);
  expect(Math.max(...perSecond)).toBeGreaterThan(110);
});

test("a seed makes the same crowd again, another seed another one", () => {
  expect(arrivals(100, 1_000, seeded(7))).toEqual(arrivals(100, 1_000, seeded(7)));
  expect(arrivals(100, 1_000, seeded(7))).not.toEqual(arrivals(100, 1_000, seeded(8)));
});
