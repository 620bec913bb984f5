import { setTimeout as sleep } from "node:timers/promises";
import { at, laneOf, type PointName } from "../world/points.ts";
import type { Fault } from "./fault.ts";

/** The store dies at a point of its work, and what it was saying is lost. */
const killedAt = (point: PointName, name: string, what: string): Fault => ({
  name,
  what: `the store is killed with -9 ${what}`,
  ...laneOf(point),
  async strike({ crowd, proxy, operator, random }) {
    await crowd.progress.reached(random.integer(10, 50) / 100);
    await at(proxy, point, () => operator.crashStore().then(() => "drop" as const)).hit;
  },
});

const skewed = (name: string, skewMs: number): Fault => ({
  name: `clock-${name}`,
  what: `the store's clock is ${Math.abs(skewMs) / 1000} s ${name}`,
  settings: { skewMs },
  strike: () => Promise.resolve(),
});

export const storeFaults: readonly Fault[] = [
  {
    name: "store-killed",
    what: "the whole store is killed with -9 in the burst, and started again",
    async strike({ crowd, operator, random }) {
      for (const from of [15, 55]) {
        await crowd.progress.reached(random.integer(from, from + 25) / 100);
        await operator.crashStore();
      }
    },
  },
  {
    name: "store-paused",
    what: "the whole store stands still for a moment",
    async strike({ crowd, store, random }) {
      await crowd.progress.reached(random.integer(20, 50) / 100);
      await store.pause();
      await sleep(random.integer(1_000, 3_000));
      store.resume();
    },
  },
  killedAt(
    "beforeConfirm",
    "store-killed-before-confirm",
    "when it has written down a sale and not confirmed it",
  ),
  killedAt("afterConfirm", "store-killed-after-confirm", "when it has sold and thought of no restock order"),
  killedAt(
    "beforePublish",
    "store-killed-before-publish",
    "when it has opened a restock order and published nothing",
  ),
  killedAt("beforeMark", "relay-killed", "between publishing events and marking them"),
  killedAt(
    "beforePost",
    "consumer-killed-before-post",
    "when it has claimed the call to the factory and not made it",
  ),
  killedAt(
    "afterPost",
    "consumer-killed-after-post",
    "when it has called the factory and written nothing down",
  ),
  killedAt("beforeCredit", "consumer-killed-before-credit", "when it has taken a receipt and not counted it"),
  killedAt("afterCredit", "consumer-killed-after-credit", "when it has counted a receipt and not deleted it"),
  skewed("ahead", 60_000),
  skewed("behind", -60_000),
];
