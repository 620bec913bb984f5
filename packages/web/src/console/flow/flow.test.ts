import { queues } from "@donut-states/core/topology";
import { expect, test } from "vitest";
import { pace } from "./dots.ts";
import { journeysOf } from "./journeys.ts";
import { type Layout, layouts, line, SIZE } from "./layout.ts";
import { arrows, type PartId } from "./parts.ts";
import { stateOf } from "./promises.ts";

const pairs = <T>(items: readonly T[]) =>
  items.flatMap((a, index) => items.slice(index + 1).map((b) => [a, b] as const));

test.for(Object.entries(layouts))("%s: no part lies on another or leaves the picture", ([, layout]) => {
  const parts = Object.values(layout.at);
  for (const [a, b] of pairs(parts))
    expect(Math.abs(a.x - b.x) >= SIZE.width || Math.abs(a.y - b.y) >= SIZE.height).toBe(true);
  for (const { x, y } of parts) {
    expect(Math.min(x, layout.width - x)).toBeGreaterThanOrEqual(SIZE.width / 2);
    expect(Math.min(y, layout.height - y)).toBeGreaterThanOrEqual(SIZE.height / 2);
  }
});

const isInside = (layout: Layout, id: PartId, { x, y }: { x: number; y: number }) =>
  Math.abs(layout.at[id].x - x) < SIZE.width / 2 && Math.abs(layout.at[id].y - y) < SIZE.height / 2;

test.for(Object.entries(layouts))("%s: an arrow ends outside of what it joins", ([, layout]) => {
  for (const [from, to] of arrows) {
    const points = line(layout, from, to);
    for (const point of points)
      expect([from, to, isInside(layout, from, point) || isInside(layout, to, point)]).toEqual([
        from,
        to,
        false,
      ]);
  }
});

test("every step of a journey goes along an arrow", () => {
  const known = new Set(arrows.map(([from, to]) => `${from}>${to}`));
  for (const type of [
    "order.completed",
    "order.refused",
    "restock.requested",
    "restock.accepted",
    "restock.completed",
    "stock.empty",
  ])
    for (const journey of journeysOf(type))
      for (const [index, from] of journey.slice(0, -1).entries())
        expect(known).toContain(`${from}>${journey[index + 1]}`);
});

test("an event fans out to the queues that subscribe to it, and to no other", () => {
  const reached = (type: string) =>
    Object.keys(queues).filter((name) =>
      journeysOf(type).some(
        (journey) => journey[1] === "topic" && journey.includes(`queue:${name}` as PartId),
      ),
    );
  expect(reached("restock.requested")).toEqual(["factory", "ops"]);
  expect(reached("stock.empty")).toEqual(["ads", "ops"]);
  expect(reached("order.completed")).toEqual(["ops"]);
});

test("a message moves at the same speed on every stretch", () => {
  const points = [
    { x: 0, y: 0 },
    { x: 30, y: 40 },
    { x: 30, y: 190 },
  ];
  expect(pace(points).offsets).toEqual([0, 0.25, 1]);
});

test.for([
  [[], "kept"],
  [["in_motion"], "moving"],
  [["in_motion", "wrong"], "broken"],
] as const)("a promise whose rules found %j is %s", ([verdicts, state]) => {
  const checks = verdicts.map((verdict, index) => ({
    name: `r${index}`,
    finding: { verdict, message: verdict },
  }));
  expect(
    stateOf([...checks, { name: "other", finding: { verdict: "wrong", message: "" } }], ["r0", "r1"]).state,
  ).toBe(state);
});
