import { expect, test } from "vitest";
import { median, quantile, ratio } from "./statistics.ts";

test("a quantile lies between its neighbours in proportion, whatever the order", () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 3, 2])).toBe(2.5);
  expect(quantile([10, 0, 20, 30, 40], 0.99)).toBeCloseTo(39.6);
  expect(quantile([7], 0.99)).toBe(7);
  expect(median([])).toBeNaN();
});

test("a ratio compares each round with its own reference, so that a slow moment falls out", () => {
  // 3, 2 and 2.5 times; the medians alone, 300 and 100, would make it 3.
  expect(ratio([300, 120, 400], [100, 60, 160])).toBe(2.5);
  expect(ratio([1, 2], [1])).toBeUndefined();
  expect(ratio([1], undefined)).toBeUndefined();
});
