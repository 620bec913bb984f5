import { expect, test } from "vitest";
import { slopePerMinute, spread } from "./report.ts";

const sample = (seconds: number, storeBytes: number) => ({ atMs: seconds * 1000, storeBytes });

test("memory that grows by a hundred a second grows by 6000 a minute", () => {
  expect(slopePerMinute([0, 1, 2, 3].map((second) => sample(second, 7_000 + second * 100)))).toBeCloseTo(
    6_000,
  );
});

test("memory that goes up and comes down again is flat", () => {
  expect(slopePerMinute([sample(0, 10), sample(1, 90), sample(2, 90), sample(3, 10)])).toBeCloseTo(0);
});

test("one sample is no growth", () => {
  expect(slopePerMinute([sample(0, 10)])).toBe(0);
});

test("the slowest hundredth is not the slowest", () => {
  const values = Array.from({ length: 1_000 }, (_, index) => index + 1);
  expect(spread(values)).toEqual({ p50: 501, p99: 990, max: 1_000 });
});
