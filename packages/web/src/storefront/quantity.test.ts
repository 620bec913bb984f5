import { expect, test } from "vitest";
import { toQuantity } from "./quantity.ts";

test.for([
  [5, 5],
  [0, 1],
  [-3, 1],
  [21, 20],
  [2.6, 3],
  [Number.NaN, 7],
] as const)("%s becomes %s", ([typed, quantity]) => {
  expect(toQuantity(typed, 7)).toBe(quantity);
});
