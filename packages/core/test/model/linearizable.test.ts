import { expect, test } from "vitest";
import { type Call, explain, type Step } from "./linearizable.ts";

/** A shelf that can be sold from, counted and filled, each in one step. */
const sell: Step<number> = {
  name: "sell",
  run: (stock) => [stock > 0 ? { state: stock - 1, answer: "sold" } : { state: stock, answer: "empty" }],
};
const count: Step<number> = { name: "count", run: (stock) => [{ state: stock, answer: stock }] };
const fill: Step<number> = { name: "fill", run: (stock) => [{ state: stock + 1, answer: "filled" }] };
/** Two steps: a sale that counts what is left afterwards. */
const sellAndCount: Step<number> = {
  name: "sell",
  run: (stock) => (stock > 0 ? [{ state: stock - 1, next: count }] : []),
};

let calls = 0;
const call = (start: Step<number>, [called, returned]: [number, number], answer: unknown): Call<number> => ({
  name: `call ${++calls}`,
  called,
  returned,
  answer,
  start,
});
const holds = (history: Call<number>[], first: number, last: number) => explain(history, first, last).found;

test("calls at once are explained by any order of them", () => {
  const history = [call(sell, [1, 4], "empty"), call(sell, [2, 3], "sold")];
  expect(holds(history, 1, 0)).toBe(true);
  expect(explain(history, 1, 0).order).toHaveLength(2);
});

test("calls one after the other are explained by their own order alone", () => {
  expect(holds([call(sell, [1, 2], "sold"), call(sell, [3, 4], "empty")], 1, 0)).toBe(true);
  expect(holds([call(sell, [1, 2], "empty"), call(sell, [3, 4], "sold")], 1, 0)).toBe(false);
});

test("one unit that was sold twice is not explained", () => {
  const twice = [call(sell, [1, 4], "sold"), call(sell, [2, 3], "sold")];
  expect([holds(twice, 1, 0), holds(twice, 1, -1), holds(twice, 2, 0)]).toEqual([false, false, true]);
});

test("a lost update is not explained, although every answer could be", () => {
  expect(holds([call(fill, [1, 4], "filled"), call(fill, [2, 3], "filled")], 0, 1)).toBe(false);
});

test("a read of what was overwritten before it was called is not explained", () => {
  const stale = [call(fill, [1, 2], "filled"), call(count, [3, 4], 0)];
  expect(holds(stale, 0, 1)).toBe(false);
  expect(holds([call(fill, [1, 3], "filled"), call(count, [2, 4], 0)], 0, 1)).toBe(true);
});

const reads = (a: number, b: number) => [
  call(fill, [1, 10], "filled"),
  call(sell, [2, 9], "sold"),
  call(count, [3, 4], a),
  call(count, [5, 6], b),
];

test("one after the other, two reads see one order of two writes", () => {
  expect([holds(reads(2, 0), 1, 1), holds(reads(0, 2), 1, 1)]).toEqual([false, false]);
  expect([holds(reads(2, 1), 1, 1), holds(reads(0, 1), 1, 1)]).toEqual([true, true]);
});

test("other calls may come between the steps of one, but not before its first", () => {
  const history = (answer: number) => [call(sellAndCount, [1, 6], answer), call(fill, [2, 3], "filled")];
  expect([0, 1, 2].map((answer) => holds(history(answer), 1, 1))).toEqual([true, true, false]);
  expect(holds([call(sellAndCount, [1, 4], 1), call(fill, [5, 6], "filled")], 1, 1)).toBe(false);
});

test("as far as an order came is told where none was found", () => {
  const { found, order, reached } = explain([call(sell, [1, 2], "sold"), call(sell, [3, 4], "sold")], 1, 0);
  expect({ found, steps: order.length, reached }).toEqual({ found: false, steps: 1, reached: 0 });
});

test("histories of twelve calls at once are searched to the end", () => {
  const many = Array.from({ length: 12 }, (_, index) => call(sell, [index, 100 + index], "sold"));
  expect([holds(many, 12, 0), holds(many, 11, 0)]).toEqual([true, false]);
});
