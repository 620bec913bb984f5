import * as fc from "fast-check";
import { expect, test } from "vitest";
import { DAY, HOUR, nextCustomer, patterns } from "./patterns.ts";
import { policies, type Policy } from "./policies.ts";
import { createRandom } from "./random.ts";
import { averageStock, baseline, lostShare } from "./report.ts";
import { run } from "./run.ts";
import { simulate } from "./simulation.ts";

const size = { seed: 1, runs: 1, days: 14 };
const outcomes = simulate(size);
const named = (pattern: string, policy: string) =>
  outcomes.find((outcome) => outcome.pattern.name === pattern && outcome.policy.name === policy) ??
  expect.fail(`${pattern} ${policy} was not simulated`);

test("the same seed is the same to the last unit, another one is another crowd", () => {
  const short = { seed: 5, runs: 2, days: 2 };
  expect(simulate(short)).toEqual(simulate(short));
  expect(simulate(short)).not.toEqual(simulate({ ...short, seed: 6 }));
});

test("every policy meets the same customers", () => {
  for (const outcome of outcomes)
    expect(outcome.result.demanded).toBe(baseline(outcomes, outcome).result.demanded);
});

test("what was wanted was sold or lost, and what was ordered was sold or is there", () => {
  for (const { result } of outcomes) {
    expect(result.sold + result.lost).toBe(result.demanded);
    expect(result.refused).toBeLessThanOrEqual(result.lost);
  }
  for (const { result } of outcomes.filter(({ policy }) => policy.name === "fixed"))
    expect(Math.abs(10 * result.orders - result.sold)).toBeLessThanOrEqual(25);
});

test.each(["weekly", "surge"])(
  "auto loses 80 %% fewer sales when customers come as %s, of twice the stock",
  (name) => {
    const [auto, empty] = [named(name, "auto"), named(name, "when empty")];
    expect(lostShare(auto)).toBeLessThan(0.2 * lostShare(empty));
    expect(averageStock(auto)).toBeLessThan(2 * averageStock(empty));
  },
);

test("auto does nothing else than the fixed rule for what hardly sells", () => {
  expect(named("dead", "auto").result).toEqual(named("dead", "when empty").result);
});

test.each(patterns)("as many customers come as the pattern $name says", ({ crowd }) => {
  const random = createRandom(3);
  const customers = crowd(random, 28);
  let expected = 0;
  for (let at = 0; at < 28 * DAY; at += HOUR / 60) expected += customers.perHour(at) / 60;
  let came = 0;
  const end = 28 * DAY;
  for (
    let at = nextCustomer(customers, random, 0, end);
    at < end;
    at = nextCustomer(customers, random, at, end)
  )
    came += 1;
  expect(Math.abs(came - expected)).toBeLessThan(5 * Math.sqrt(expected));
});

const pattern = patterns[0] ?? expect.fail();
const withPoint = (reorderPoint: number): Policy => ({
  name: "",
  what: "",
  fixed: { reorderPoint, reorderQuantity: 10 },
});

test("a higher reorder point loses no more sales worth speaking of, and holds more", () =>
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000 }), fc.integer({ min: 0, max: 5 }), (seed, point) => {
      const low = run(pattern, withPoint(point), 3, seed);
      const high = run(pattern, withPoint(point + 3), 3, seed);
      expect(high.lost).toBeLessThanOrEqual(low.lost + 5);
      expect(high.held).toBeGreaterThan(low.held);
    }),
    { numRuns: 10 },
  ));

test("the policies are compared with the one that a new product has", () =>
  expect(policies[0]?.fixed).toEqual({ reorderPoint: 0, reorderQuantity: 10 }));
