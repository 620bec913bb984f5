import { expect, test } from "vitest";
import type { Results } from "./result.ts";
import { verdicts } from "./targets.ts";
import { resultsOf, rowOf } from "./testing.ts";

const OURS = "checkout, whole path";
const NAIVE = "naive Express + mysql2";
const of = (results: Results, words: string) =>
  verdicts(results).find(({ promise }) => promise.includes(words));

test("a target is met by the median of the rounds' own ratios", () => {
  const results = resultsOf([rowOf(OURS, [600, 200, 610]), rowOf(NAIVE, [200, 50, 190])]);
  expect(of(results, "whole path")).toMatchObject({ met: true, figures: "3.21 x (600/s to 190/s)" });
});

test("and missed below it", () => {
  const results = resultsOf([rowOf(OURS, [500]), rowOf(NAIVE, [200])]);
  expect(of(results, "whole path")).toMatchObject({ met: false, figures: "2.50 x (500/s to 200/s)" });
});

test("a sale that was lost does not stand", () => {
  const naive = rowOf(NAIVE, [400]);
  const lossy = { ...naive, rounds: naive.rounds.map((round) => ({ ...round, lost: 300 })) };
  const results = resultsOf([rowOf(OURS, [350]), lossy]);
  expect(of(results, "naive Express")).toMatchObject({ met: false, figures: "0.88 x (350/s to 400/s)" });
  expect(of(results, "sales that stand")).toMatchObject({ met: true, figures: "3.50 x (350/s to 100/s)" });
});

test("the surge lane is held to its targets twice: its statements alone, and through driver and gateway", () => {
  const rows = [
    rowOf("the surge lane's statements on mysql2", [3_600]),
    rowOf("surge lane, driver and gateway", [600]),
    rowOf("UPDATE of the row alone", [350], { kind: "limit" }),
  ];
  const results = resultsOf([], {
    cells: [{ environment: "production", scenario: "ample", clients: 64, rows }],
  });
  expect(of(results, "the surge lane's statements on mysql2: at least 10 x")?.met).toBe(true);
  expect(of(results, "surge lane, driver and gateway: at least 10 x")?.met).toBe(false);
});

test("what was not measured is neither", () => {
  const nothing = resultsOf([], { cells: [] });
  expect(verdicts(nothing).map(({ met }) => met)).toEqual(verdicts(nothing).map(() => undefined));
});

test("a broken promise or an unanswered buyer misses", () => {
  const fine = resultsOf([rowOf(OURS, [10])]);
  expect(of(fine, "nothing of ours lost")?.met).toBe(true);
  expect(of({ ...fine, broken: [{ where: "a", what: "b" }] }, "nothing of ours lost")?.met).toBe(false);
  const row = rowOf(OURS, [10]);
  const unanswered = { ...row, rounds: row.rounds.map((round) => ({ ...round, failed: 1 })) };
  expect(of(resultsOf([unanswered]), "nothing of ours lost")?.met).toBe(false);
});

const throughGateway = (through: number): Results => {
  const rows = [
    rowOf("the same statements on mysql2", [4_000]),
    rowOf("checkout, driver and gateway", [through]),
  ];
  return resultsOf([], { cells: [{ environment: "plain", scenario: "ample", clients: 16, rows }] });
};

test("the gateway may cost a factor, and no more", () => {
  expect(of(throughGateway(1_000), "driver and gateway")?.met).toBe(true);
  expect(of(throughGateway(900), "driver and gateway")?.met).toBe(false);
});

const posted = (posts: number): Results => {
  const figures = { p50: 1, p99: 1 };
  const crowd = { refusals: 100, posts };
  return resultsOf([], { loop: { samples: 1, toFactory: figures, toStock: figures, crowd } });
};

test("one POST is one", () => {
  expect(of(posted(1), "factory POST")?.met).toBe(true);
  expect(of(posted(2), "factory POST")?.met).toBe(false);
});
