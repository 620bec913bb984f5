import { expect, test } from "vitest";
import { chooseLanguage } from "../../kit/language.ts";
import { charts } from "./charts.ts";
import { labelled, ticks, timeTicks } from "./scale.ts";

test.for([
  [0, [0, 1]],
  [1, [0, 1]],
  [3, [0, 1, 2, 3]],
  [7, [0, 2, 4, 6, 8]],
  [10, [0, 5, 10]],
  [99, [0, 50, 100]],
  [6_120, [0, 2_000, 4_000, 6_000, 8_000]],
] as const)("an axis up to %d has its lines at %j", ([max, lines]) => {
  expect(ticks(max)).toEqual(lines);
});

test.for([1, 2, 9, 17, 250, 1_001, 65_432])("%d fits below the last line, on few lines", (max) => {
  const lines = ticks(max);
  expect(lines.at(-1)).toBeGreaterThanOrEqual(max);
  expect(lines.at(-2)).toBeLessThan(max);
  expect(lines.length).toBeLessThanOrEqual(6);
});

test.for([
  [0, ["0", "1 sec"]],
  [6_300, ["0", "2 sec", "4 sec", "6 sec", "8 sec"]],
  [9_000, ["0", "5 sec", "10 sec"]],
  [180_000, ["0", "60 sec", "2 min", "3 min"]],
  [7_000_000, ["0", "30 min", "60 min", "1.5 hr", "2 hr"]],
  [900_000_000, 12],
] as const)("an axis of time up to %d ms is told in %j", ([maxMs, labels]) => {
  chooseLanguage("en");
  const written = timeTicks(maxMs).map(charts.leadTime.write);
  expect(typeof labels === "number" ? written.length : written).toEqual(labels);
});

test("labels have room, and now is always labelled", () => {
  expect(labelled(30, 600, 60).at(-1)).toBe(29);
  expect(labelled(30, 600, 60).length).toBeLessThanOrEqual(10);
  expect(labelled(24, 130, 60)).toEqual([0, 23]);
});

const nothing = {
  at: "2024-06-01T12:00:00.000Z",
  sold: { orders: 0, units: 0 },
  cancelled: { orders: 0, units: 0 },
  soldOut: 0,
  firstRefusals: 0,
  refusedOrders: 0,
  received: null,
};
const told = (name: keyof typeof charts, ...buckets: object[]) =>
  buckets.map((bucket) => {
    const { parts, longest } = charts[name].read({ ...nothing, ...bucket });
    return longest === undefined ? parts : [...parts, longest];
  });

test("each chart shows what is stored, and nothing where nothing came", () => {
  expect(told("sales", {}, { sold: { orders: 2, units: 5 }, cancelled: { orders: 1, units: 3 } })).toEqual([
    [0, 0],
    [5, 3],
  ]);
  expect(told("refusals", { soldOut: 4, firstRefusals: 2, refusedOrders: 3 })).toEqual([[4, 2, 3]]);
  expect(told("leadTime", {}, { received: { restocks: 2, meanMs: 800, longestMs: 900 } })).toEqual([
    [0, 0],
    [800, 900],
  ]);
});

test("a window's lead time weighs each restock alike", () => {
  chooseLanguage("en");
  const received = (restocks: number, meanMs: number, longestMs: number) => ({
    ...nothing,
    received: { restocks, meanMs, longestMs },
  });
  expect(charts.leadTime.total([received(1, 1_000, 1_000), nothing, received(3, 5_000, 9_000)])).toEqual([
    "4 sec",
    "9 sec",
    "4",
  ]);
  expect(charts.leadTime.total([nothing])).toEqual(["0 ms", "0 ms", "0"]);
});
