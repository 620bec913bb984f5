import * as fc from "fast-check";
import { expect, test } from "vitest";
import { bounded, isPossible } from "./bounds.ts";
import { summarize } from "./summarize.ts";
import { quantile } from "./normal.ts";
import { explain, plan, type Policy } from "./plan.ts";

const HOUR = 60 * 60_000;
const free: Policy = { serviceLevel: 0.95, minimum: 1, multiple: 1, maximum: 1_000_000 };
const poisson = (perHour: number) => ({ perHour, variancePerHour: perHour });

test.each([
  [0.5, 0],
  [0.8, 0.8416],
  [0.9, 1.2816],
  [0.95, 1.6449],
  [0.99, 2.3263],
  [0.999, 3.0902],
])("the normal quantile of %d is %d, as in every table", (share, z) =>
  expect(Math.abs(quantile(share) - z)).toBeLessThan(0.0005),
);

// By hand: L = 4 h, D = 10/h. 40 + 1.645 * sqrt(40) = 50.4; 40 + 1.645 * sqrt(40 + 100) = 59.5;
// 40 + 2.326 * sqrt(40 + 100) = 67.5; without safety 40; with pairs sold, variance 20/h: 40 + 1.645 * sqrt(80) = 54.7.
test.each([
  { deviation: 0, serviceLevel: 0.95, variance: 10, point: 51 },
  { deviation: 1, serviceLevel: 0.95, variance: 10, point: 60 },
  { deviation: 1, serviceLevel: 0.99, variance: 10, point: 68 },
  { deviation: 0, serviceLevel: 0.95, variance: 20, point: 55 },
  { deviation: 0, serviceLevel: 0.5, variance: 10, point: 40 },
])(
  "the reorder point agrees with the formula by hand: $point",
  ({ deviation, variance, point, ...given }) => {
    const demand = { perHour: 10, variancePerHour: variance };
    const made = plan(demand, { ms: 4 * HOUR, deviationMs: deviation * HOUR }, { ...free, ...given });
    expect(made).toEqual({ reorderPoint: point, reorderQuantity: point });
  },
);

test("no demand asks for nothing, and the least quantity", () =>
  expect(plan(poisson(0), { ms: HOUR, deviationMs: HOUR }, { ...free, minimum: 6 })).toEqual({
    reorderPoint: 0,
    reorderQuantity: 6,
  }));

const rate = fc.double({ min: 0, max: 10_000, noNaN: true });
const hours = fc.double({ min: 0, max: 100, noNaN: true }).map((time) => time * HOUR);
const level = fc.double({ min: 0.5, max: 0.999, noNaN: true });
const given = fc.record({ perHour: rate, variancePerHour: rate, ms: hours, deviationMs: hours, level });
type Given = typeof given extends fc.Arbitrary<infer T> ? T : never;
const pointOf = (each: Given) => plan(each, each, { ...free, serviceLevel: each.level }).reorderPoint;

test.each(["perHour", "variancePerHour", "ms", "deviationMs", "level"] as const)(
  "more %s never lowers the reorder point",
  (name) =>
    fc.assert(
      fc.property(given, given, (one, other) => {
        const [low, high] = [one, other].toSorted((a, b) => a[name] - b[name]).map((each) => each[name]);
        expect(pointOf({ ...one, [name]: high })).toBeGreaterThanOrEqual(pointOf({ ...one, [name]: low }));
      }),
    ),
);

const size = fc.integer({ min: 1, max: 1_000 });
const bounds = fc.record({ minimum: size, multiple: size, maximum: size }).filter(isPossible);

test("a quantity keeps its bounds, and is enough where they allow it", () =>
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2_000 }), bounds, (units, within) => {
      const quantity = bounded(units, within);
      expect(quantity % within.multiple).toBe(0);
      expect(quantity).toBeGreaterThanOrEqual(within.minimum);
      expect(quantity).toBeLessThanOrEqual(within.maximum);
      const isLargest = quantity + within.multiple > within.maximum;
      const isLeast = quantity - within.multiple < Math.max(units, within.minimum);
      expect(quantity < units ? isLargest : isLeast).toBe(true);
    }),
  ));

test.each([
  { minimum: 11, multiple: 10, maximum: 19 },
  { minimum: 2, multiple: 1, maximum: 1 },
  { minimum: 1, multiple: 12, maximum: 11 },
])("there is no quantity within %j", (within) => expect(isPossible(within)).toBe(false));

test.each([
  { times: [10, 12], expected: undefined },
  { times: [10, 12, 11], expected: { ms: 11, deviationMs: 1.4826 } },
  { times: [10, 12, 11, 13, 9_999], expected: { ms: 12, deviationMs: 1.4826 } },
  { times: [0, 0, 0], expected: { ms: 1, deviationMs: 0 } },
])("the lead time of $times is one that a late delivery cannot move", ({ times, expected }) =>
  expect(summarize(times)).toEqual(expected),
);

test.each([
  [poisson(3.1), 2 * HOUR, "3.1/h sell, 2.0 h lead time, 95 % service level asks for 11"],
  [poisson(0.125), 40_000, "3.0/day sell, 40 s lead time, 95 % service level asks for 1"],
  [poisson(1_800), 90_000, "1800/h sell, 1.5 min lead time, 95 % service level asks for 57"],
])("a plan explains itself: %j", (demand, ms, text) => {
  const lead = { ms, deviationMs: 0 };
  expect(explain(demand, lead, free, plan(demand, lead, free))).toBe(text);
});
