import { expect, test } from "vitest";
import { createRandom, type Random } from "./random.ts";

const draws = (random: Random) => Array.from({ length: 1_000 }, () => random.integer(1, 6));

test("the same seed draws the same, another one something else", () => {
  expect(draws(createRandom(7))).toEqual(draws(createRandom(7)));
  expect(draws(createRandom(7))).not.toEqual(draws(createRandom(8)));
});

test("a fork depends on its seed and name, and not on what was drawn before", () => {
  const random = createRandom(7);
  const before = draws(random.fork("a"));
  draws(random);
  expect(draws(random.fork("a"))).toEqual(before);
  expect(draws(random.fork("b"))).not.toEqual(before);
});

test("numbers are within their bounds, and all of them come", () => {
  expect(new Set(draws(createRandom(7)))).toEqual(new Set([1, 2, 3, 4, 5, 6]));
});

test("shuffling keeps every element", () => {
  const list = Array.from({ length: 50 }, (_, at) => at);
  const shuffled = createRandom(7).shuffled(list);
  expect(shuffled).not.toEqual(list);
  expect(shuffled.toSorted((a, b) => a - b)).toEqual(list);
});
