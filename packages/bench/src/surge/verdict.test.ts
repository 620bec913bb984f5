import { expect, test } from "vitest";
import { newTally } from "./crowd.ts";
import { type Evidence, judge } from "./verdict.ts";

const MB = 1024 ** 2;

/** A run in which all went well: 5 on the shelf and 10 delivered, of which 12 were sold to 20 buyers. */
function good(): Evidence {
  const tally = { ...newTally(), arrived: 20, answered: 20, sold: 12, refused: 8 };
  for (let id = 0; id < 12; id++) tally.orderIds.add(String(id));
  const sums = { initial: 3, adjusted: 2, received: 10, sold: 12, expected: 3, stock: 3, balanced: true };
  return {
    buyers: 20,
    tally,
    seen: { healthMs: [1], unhealthy: 0, memory: [] },
    ledger: { ...sums, movements: [] },
    audit: { ok: true, products: [], checks: [] },
    restocks: [{ attempts: 1, status: "completed" }],
    posts: 1,
    elapsedMs: 9_000,
    leadMs: 8_000,
    aliveBefore: 100 * MB,
    aliveAfter: 101 * MB,
  };
}

const broken = (evidence: Evidence) =>
  judge(evidence).flatMap(({ promise, holds }) =>
    holds ? [] : [promise.split(/[ :,]/).slice(0, 3).join(" ")],
  );

test("a run in which all went well keeps every promise", () => {
  expect(broken(good())).toEqual([]);
});

const mistakes: [string, string, (evidence: Evidence) => void][] = [
  ["a buyer who was told nothing", "every buyer was", ({ tally }) => tally.refused--],
  ["an answer that no buyer should get", "every buyer was", ({ tally }) => tally.wrong.push("answered 500")],
  ["a store that was unavailable", "every buyer was", ({ tally }) => tally.unavailable++],
  ["one order told to two", "exactly what was", ({ tally }) => tally.orderIds.delete("0")],
  ["a sale that nobody was told of", "exactly what was", ({ ledger }) => (ledger.stock = 2)],
  ["a shelf that differs from the books", "the books balance", ({ ledger }) => (ledger.balanced = false)],
  ["a sale that is not booked", "the books balance", ({ ledger }) => (ledger.sold = 11)],
  ["an audit that finds something", "the books balance", ({ audit }) => (audit.ok = false)],
  ["an order that the factory got twice", "the factory was", (evidence) => evidence.posts++],
  [
    "orders on top of each other",
    "the factory was",
    (evidence) => {
      evidence.posts = 3;
      evidence.restocks = [1, 2, 3].map(() => ({ attempts: 1, status: "completed" }));
    },
  ],
  ["a moment without health", "the store said", ({ seen }) => seen.unhealthy++],
  ["a store that nobody looked at", "the store said", ({ seen }) => seen.healthMs.pop()],
  ["memory that is kept", "the memory stays", (evidence) => (evidence.aliveAfter += 20 * MB)],
];

test.each(mistakes)("%s breaks its promise", (_, promise, mistake) => {
  const evidence = good();
  mistake(evidence);
  expect(broken(evidence)).toContain(promise);
});
