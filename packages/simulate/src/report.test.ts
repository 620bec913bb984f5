import { WrongCall } from "@donut-states/command-line";
import { expect, test } from "vitest";
import { chart } from "./chart.ts";
import { insert } from "./docs.ts";
import { readOptions } from "./options.ts";
import { DAY } from "./patterns.ts";
import { policies } from "./policies.ts";
import { patterns } from "./patterns.ts";
import { legend, table } from "./report.ts";
import type { Outcome } from "./simulation.ts";
import { Tally } from "./tally.ts";

const [pattern] = patterns;
const result = {
  days: 2,
  demanded: 200,
  sold: 180,
  lost: 20,
  orders: 18,
  held: 10 * DAY,
  refused: 4,
  waited: 80_000,
};
const outcomes = policies.map((policy, index) => ({
  pattern: pattern ?? expect.fail(),
  policy,
  result: { ...result, lost: [20, 1, 30][index] ?? 0, held: result.held * (index + 1) },
})) satisfies Outcome[];

test("the table compares each policy with ordering when empty", () => {
  const [, , empty, fixed, auto] = table(outcomes).split("\n");
  expect(empty).toBe(
    "| steady  | when empty | 90.00 %   | 20 of 200  |                          | 20 s                | 5.0 (1.00 x)  | 9.0          |",
  );
  expect(fixed).toMatch(/99\.50 % .* 95\.0 % fewer .* 10\.0 \(2\.00 x\)/);
  expect(auto).toMatch(/85\.00 % .* 50\.0 % more .* 15\.0 \(3\.00 x\)/);
});

test("the legend says how to repeat it, and how many days it was", () =>
  expect(legend({ seed: 7, runs: 2, days: 3, docs: true })).toMatch(
    /^`pnpm simulate --seed 7 --runs 2 --days 3`: .* 72 days in all\.\n\n- \*\*steady\*\*: /,
  ));

test("the chart draws the largest value longest, and each in its colour", () => {
  const svg = chart(outcomes);
  const lengths = [...svg.matchAll(/width="([\d.]+)" height="11" fill="(#\w+)"/g)].map(([, width, fill]) => ({
    width: Number(width),
    fill,
  }));
  expect(lengths).toHaveLength(6);
  expect(new Set(lengths.map(({ fill }) => fill)).size).toBe(3);
  const [empty, fixed, auto] = lengths.map(({ width }) => width);
  expect(auto).toBeCloseTo(225, 1);
  expect(empty).toBeCloseTo((225 * 20) / 30, 1);
  expect(fixed).toBeCloseTo(225 / 30, 1);
  expect(svg).toContain(">15.00 %<");
});

test("a document changes between its markers only, and can be written again", () => {
  const before = "a\n<!-- pnpm simulate --docs: begin -->\nold\n<!-- pnpm simulate --docs: end -->\nb\n";
  const after = insert(before, "new");
  expect(after).toBe(
    "a\n<!-- pnpm simulate --docs: begin -->\n\nnew\n\n<!-- pnpm simulate --docs: end -->\nb\n",
  );
  expect(insert(after, "new")).toBe(after);
  expect(() => insert("nothing", "new")).toThrow("has no place between");
});

test("a tally weighs stock by time, and waits until there is enough", () => {
  const tally = new Tally(3);
  tally.hold(10, 1);
  tally.refuse(20, 2);
  tally.refuse(30, 9);
  tally.replenish(50, 8);
  tally.replenish(60, 9);
  expect(tally.end(100, 1)).toMatchObject({ held: 30 + 90, lost: 11, refused: 2, waited: 30 + 30 });
});

test.each([["--seed", "0"], ["--runs", "x"], ["--days"], ["--what"], ["word"]])(
  "%s %s is a wrong call",
  (...args) => expect(() => readOptions(args)).toThrow(WrongCall),
);

test("without options it is seed 1, twenty runs of four weeks", () =>
  expect(readOptions([])).toEqual({ seed: 1, runs: 20, days: 28, docs: false }));
