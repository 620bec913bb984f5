import { expect, test } from "vitest";
import { median, percentile } from "./percentile.ts";

const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);

test.each([
  [0, 1],
  [0.5, 50],
  [0.99, 99],
  [0.991, 100],
  [1, 100],
])("the %f percentile of 1 to 100 is %d", (share, expected) => {
  expect(percentile(hundred, share)).toBe(expected);
});

test("numbers are sorted as numbers, and the given ones stay as they are", () => {
  const given = [10, 9, 2];
  expect(percentile(given, 1)).toBe(10);
  expect(given).toEqual([10, 9, 2]);
});

test("the median is a value that was measured", () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 2, 3])).toBe(2);
});

test("of nothing nothing is known", () => {
  expect(percentile([], 0.5)).toBeNaN();
});
