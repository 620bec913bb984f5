import { beforeEach, expect, test, vi } from "vitest";
import { fakeStorage } from "../../kit/storage.fake.ts";
import type { Api } from "../api.ts";
import { layouts } from "../flow/layout.ts";
import { createSwitches, type Faults } from "./faults.ts";
import { candidates, type Scene, type Step, stepNames, steps } from "./steps.ts";

const still: Scene = {
  heard: new Set(),
  fault: "none",
  deadLetters: 0,
  deadBefore: 0,
  isOrdered: true,
  attempts: 0,
};
const heard = (...types: string[]): Scene => ({ ...still, heard: new Set(types) });
const isDone = (name: keyof typeof steps, scene: Scene) => {
  const step: Step = steps[name];
  return step.isDone?.(scene);
};

test.for([
  ["sellOut", heard("order.completed"), heard("stock.empty")],
  ["fanOut", heard("stock.empty"), heard("restock.requested")],
  ["receipt", heard("restock.accepted"), heard("restock.completed")],
  ["breakFactory", heard("restock.requested"), { ...heard("restock.requested"), fault: "down" }],
  ["retry", { ...still, attempts: 1 }, { ...still, attempts: 2 }],
  ["deadLetter", { ...still, deadLetters: 3, deadBefore: 3 }, { ...still, deadLetters: 4, deadBefore: 3 }],
  ["mend", { ...still, fault: undefined }, still],
  ["redrive", still, heard("restock.completed")],
  ["redrive", still, { ...still, isOrdered: false }],
] as const)("%s waits until it has happened", ([name, before, after]) => {
  expect([isDone(name, before), isDone(name, after)]).toEqual([false, true]);
});

test("what offers something to do waits for what comes of it", () => {
  const all = stepNames.map((name): [string, Step] => [name, steps[name]]);
  const idle = all.filter(([, { action, isDone: waits }]) => action !== undefined && waits === undefined);
  expect(idle.map(([name]) => name)).toEqual([]);
});

test("every part that is pointed at is in the picture", () => {
  const targets = Object.values<Step>(steps).map(({ target }) => target);
  const parts = targets.flatMap((target) => /data-part="(.*)"/.exec(target)?.[1] ?? []);
  expect(parts.length).toBeGreaterThan(3);
  for (const part of parts) expect(Object.keys(layouts.wide.at)).toContain(part);
});

const shelf = (sku: string, stock: number, more: object = {}) => ({
  sku,
  stock,
  restock: null,
  lane: "normal",
  ...more,
});

test("the shelf that the fewest buyers empty is sold out, unless goods for it are on their way", () => {
  const shelves = [
    shelf("many", 40),
    shelf("few", 2),
    shelf("none", 0),
    shelf("ordered", 1, { restock: {} }),
    shelf("crowded", 1, { lane: "surge" }),
  ];
  expect(candidates(shelves).map(({ sku }) => sku)).toEqual(["few", "many"]);
});

/** The fault switches of a store, as the API has them. */
function fakeSwitches(state: Faults) {
  const answer = () => Promise.resolve({ ok: true, status: 200, json: () => Promise.resolve({ ...state }) });
  const faults = {
    $get: answer,
    $patch: ({ json }: { json: Partial<Faults> }) => (Object.assign(state, json), answer()),
  };
  // As much of the API as the switches ask.
  return { state, api: { ops: { faults } } as unknown as Api };
}

beforeEach(() => {
  vi.stubGlobal("sessionStorage", fakeStorage());
  return () => vi.unstubAllGlobals();
});

test("a tour finds a store in which everything works, and leaves it as it was", async () => {
  const { state, api } = fakeSwitches({ factory: "slow", topic: "refuse" });
  const switches = createSwitches(api);
  expect(await switches.begin()).toBe(true);
  expect(state).toEqual({ factory: "none", topic: "none" });
  await switches.set({ factory: "down" });
  await switches.restore();
  expect(state).toEqual({ factory: "slow", topic: "refuse" });
});

test("a tour that ended with its page is put right by the next one, once", async () => {
  const { state, api } = fakeSwitches({ factory: "none", topic: "none" });
  await createSwitches(api).begin();
  state.factory = "down";
  const later = createSwitches(api);
  await later.restore();
  expect(state.factory).toBe("none");
  state.factory = "slow";
  await later.restore();
  expect(state.factory).toBe("slow");
});
