import { expect, test } from "vitest";
import type { Ledger } from "./api.ts";
import { misfit } from "./misfit.ts";

/** Movements as the API tells them: newest first. */
const movements = (...deltas: [source: string, delta: number][]): Ledger["movements"] =>
  deltas
    .map(([source, delta], index) => ({
      at: new Date(index).toISOString(),
      kind: delta < 0 ? ("sale" as const) : ("receipt" as const),
      delta,
      source,
    }))
    .toReversed();

test("a sale of what was not there does not fit", () => {
  const rows = movements(["a", -3], ["b", -1], ["c", 10]);
  expect(misfit({ expected: 9, movements: rows })).toMatchObject({
    source: "b",
    why: "after which the stock would be -1",
  });
});

test("what came before the movements shown is counted", () => {
  expect(misfit({ expected: 0, movements: movements(["a", -3], ["b", -1]) })).toBeUndefined();
});

test("a receipt that is there twice does not fit", () => {
  const rows = movements(["a", 10], ["b", -1], ["a", 10]);
  expect(misfit({ expected: 19, movements: rows })).toMatchObject({ source: "a", at: rows[0]?.at });
});

test("a missing row cannot be told", () => {
  expect(misfit({ expected: 3, movements: [] })).toBeUndefined();
});
