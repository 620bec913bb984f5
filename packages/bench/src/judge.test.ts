import { afterAll, beforeAll, expect, test } from "vitest";
import { seed } from "@donut-states/core/product/seed";
import { checkout } from "@donut-states/core/order/checkout";
import { createStore } from "@donut-states/core/testing";
import { judge } from "./judge.ts";
import type { Run } from "./load/drive.ts";
import { scenarios } from "./scenario.ts";
import { putShelf } from "./stand.ts";
import { naiveShop } from "./subjects/baselines.ts";
import { verb } from "./subjects/ours.ts";
import type { Subject } from "./subjects/subject.ts";

let store: Awaited<ReturnType<typeof createStore>>;
beforeAll(async () => {
  store = await createStore();
  await seed(store.db);
});
afterAll(() => store.stop());

/** What buyers were told, who were all sold to. */
const told = (...keys: string[]): Run => ({
  seconds: 1,
  answers: keys.length,
  sold: keys.length,
  refused: 0,
  failures: new Map(),
  latencies: [],
  buyers: new Map(keys.map((key) => [key, `order of ${key}`])),
  contradicted: [],
});

/** Sells two of five, and asks what the judge says when buyers were told this. */
async function judged(run: Run, subject: Subject = verb, scenario = "ample") {
  const shelf = await putShelf(store.db, 5);
  for (let sale = 0; sale < 2; sale++)
    await checkout(store.db, { sku: shelf.sku, quantity: 1 }, { correlationId: "judge" });
  const [of] = scenarios.filter(({ name }) => name === scenario);
  if (of === undefined) throw new Error(`There is no ${scenario}`);
  return judge(store.db, subject, of, [shelf], run);
}

test("what was told is what was sold", async () => {
  expect(await judged(told("a", "b"))).toEqual({ lost: 0, oversold: 0, broken: [] });
});

test("a sale that was told and never happened is lost, and a promise is broken", async () => {
  const { lost, broken } = await judged(told("a", "b", "c"));
  expect([lost, broken]).toEqual([1, ["2 orders, and 3 buyers were told of one"]]);
});

test("so is an order nobody was told of, unless somebody got no answer", async () => {
  expect((await judged(told("a"))).broken).toEqual(["2 orders, and 1 buyers were told of one"]);
  expect((await judged({ ...told("a"), failures: new Map([["away", 1]]) })).broken).toEqual([]);
});

test("a key that contradicts itself, or a shelf that should be empty, breaks a promise", async () => {
  expect((await judged({ ...told("a", "b"), contradicted: ["a"] })).broken).toEqual([
    "1 keys were told two things",
  ]);
  expect((await judged(told("a", "b"), verb, "shelf500")).broken).toEqual(["3 were not sold"]);
});

test("of a design that promises nothing it is a figure", async () => {
  const many = Array.from({ length: 9 }, (_, at) => String(at));
  expect(await judged(told(...many), naiveShop)).toEqual({ lost: 7, oversold: 4, broken: [] });
});
