import { createRoot, createSignal } from "solid-js";
import { beforeEach, expect, test, vi } from "vitest";
import { fakeStorage } from "../../kit/storage.fake.ts";
import type { Api } from "../api.ts";
import type { Desk, Pulse } from "../desk.ts";
import type { Faults } from "./faults.ts";
import { stepNames } from "./steps.ts";
import { createTour } from "./tour.ts";

const answered = (body: unknown, ok = true) =>
  Promise.resolve({ ok, status: ok ? 200 : 503, json: () => Promise.resolve(body) });

const shelf = (sku: string, stock: number, restock: object | null = null) => ({
  sku,
  stock,
  restock,
  lane: "normal",
});

const event = (type: string, subject: string, second: number) => ({
  id: `${second}`,
  type,
  subject,
  time: `2026-01-01T00:00:0${second}Z`,
  data: {},
});

/** A store as far as a tour asks of it: what it is told, and what it does. */
function fakeStore(products: object[], { isRestocked = true } = {}) {
  const faults: Faults = { factory: "slow", topic: "none" };
  const sold: string[] = [];
  const api = {
    shop: {
      checkout: {
        $post: ({ json }: { json: { sku: string } }) => {
          sold.push(json.sku);
          return Promise.resolve({ status: 201 });
        },
      },
    },
    ops: {
      faults: {
        $get: () => answered({ ...faults }),
        $patch: ({ json }: { json: Partial<Faults> }) => answered(Object.assign(faults, json)),
      },
      products: { ":sku": { decisions: { $get: () => answered({ reorder: { restocking: isRestocked } }) } } },
      queues: { ":name": { redrive: { $post: vi.fn<() => Promise<object>>(() => answered({ moved: 1 })) } } },
    },
  };
  const [told, show] = createSignal({ products, events: [] as object[], queues: [queue(0)] });
  // As much of the pulse and of the API as the tour asks.
  const pulse = () => told() as unknown as Pulse;
  const state = {
    problem: null,
    get value() {
      return pulse();
    },
  };
  const desk = {
    api: api as unknown as Api,
    pulse: { state, refresh: vi.fn<() => undefined>() },
    productOf: (sku: string) => pulse().products.find((product) => product.sku === sku),
  } satisfies Pick<Desk, "api" | "pulse" | "productOf">;
  return { faults, sold, desk, api, show: (now: object) => show((before) => ({ ...before, ...now })) };
}

const queue = (deadLetters: number) => ({ name: "factory", deadLetters });

/** A tour that has begun, in a store. */
async function begin(store: ReturnType<typeof fakeStore>) {
  const tour = createRoot(() => createTour(store.desk));
  expect(await tour.start()).toBe(true);
  return tour;
}

beforeEach(() => {
  vi.stubGlobal("sessionStorage", fakeStorage());
  vi.stubGlobal("location", { hash: "" });
  return () => vi.unstubAllGlobals();
});

test("it begins at its first step with everything working, and puts the switches back when it is left", async () => {
  const store = fakeStore([]);
  const tour = await begin(store);
  expect([tour.name(), location.hash, store.faults.factory]).toEqual(["welcome", "#/flow", "none"]);
  await tour.leave();
  expect([tour.name(), store.faults.factory]).toEqual([undefined, "slow"]);
});

test("it goes from step to step and back, each on its page, and not beyond the ends", async () => {
  const tour = await begin(fakeStore([]));
  tour.move(-1);
  expect(tour.name()).toBe("welcome");
  const seen = stepNames.map(() => {
    const at = `${tour.name()} ${location.hash}`;
    tour.move(1);
    return at;
  });
  expect(seen).toContain("reason #/queues/factory");
  expect(seen.map((at) => at.split(" ")[0])).toEqual(stepNames);
  expect(tour.name()).toBe("end");
});

test("it sells out the smallest shelf with more buyers than units, and hears of that product's events alone", async () => {
  const store = fakeStore([shelf("many", 9), shelf("few", 2)]);
  store.show({ events: [event("stock.empty", "few", 1)] });
  const tour = await begin(store);
  tour.move(1);
  await tour.act("sellOut");
  expect(store.sold).toEqual(Array.from({ length: 5 }, () => "few"));
  expect(store.desk.pulse.refresh).toHaveBeenCalled();
  expect([tour.isDone(), tour.product()?.sku]).toEqual([false, "few"]);
  store.show({ events: [event("stock.empty", "many", 2)] });
  expect(tour.isDone()).toBe(false);
  store.show({ events: [event("stock.empty", "few", 3)] });
  expect(tour.isDone()).toBe(true);
});

test.for([
  ["every shelf is on order", [shelf("ordered", 1, {})], true],
  ["the store does not restock any", [shelf("few", 2)], false],
] as const)("where %s it says that there is nothing to sell out", async ([, products, isRestocked]) => {
  const store = fakeStore([...products], { isRestocked });
  const tour = await begin(store);
  tour.move(1);
  await tour.act("sellOut");
  expect([tour.trouble(), store.sold]).toEqual(["nothingToSell", []]);
  tour.move(1);
  expect(tour.trouble()).toBeUndefined();
});

test("only dead letters that came since it broke the factory are news", async () => {
  const store = fakeStore([shelf("few", 1)]);
  store.show({ queues: [queue(3)] });
  const tour = await begin(store);
  tour.move(stepNames.indexOf("breakFactory"));
  await tour.act("breakFactory");
  expect(store.faults.factory).toBe("down");
  store.show({ events: [event("restock.requested", "few", 1)] });
  expect(tour.isDone()).toBe(true);
  tour.move(stepNames.indexOf("deadLetter") - stepNames.indexOf("breakFactory"));
  expect(tour.isDone()).toBe(false);
  store.show({ queues: [queue(4)] });
  expect(tour.isDone()).toBe(true);
});

test("it notices that somebody else mended the factory, and says when a redrive does not work", async () => {
  const store = fakeStore([shelf("few", 1)]);
  const tour = await begin(store);
  tour.move(stepNames.indexOf("mend"));
  store.faults.factory = "down";
  await tour.look();
  expect(tour.isDone()).toBe(false);
  store.faults.factory = "none";
  await tour.look();
  expect(tour.isDone()).toBe(true);
  tour.move(1);
  store.api.ops.queues[":name"].redrive.$post.mockImplementation(() => answered({}, false));
  await tour.act("redrive");
  expect(tour.trouble()).toBe("failed");
});
