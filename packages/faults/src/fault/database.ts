import { setTimeout as sleep } from "node:timers/promises";
import { at, laneOf, type PointName } from "../world/points.ts";
import type { Fault } from "./fault.ts";

/** How often an answer is lost, at most. */
const LOST = 5;
const CUTS = 4;

/** The statement takes effect, and its sender never learns it. */
const lostAnswer = (point: PointName, what: string): Fault => ({
  name: `database-lost-${point}`,
  what: `the answer is lost when ${what}`,
  ...laneOf(point),
  async strike({ crowd, proxy, random }) {
    await crowd.progress.reached(random.integer(10, 40) / 100);
    await at(proxy, point, () => "drop", LOST).hit;
  },
});

export const databaseFaults: readonly Fault[] = [
  {
    name: "database-killed",
    what: "the database is killed in the burst and started again",
    async strike({ crowd, operator, random }) {
      await crowd.progress.reached(random.integer(20, 50) / 100);
      await operator.crashDatabase(random.integer(200, 1_500));
    },
  },
  {
    name: "database-killed-at-callback",
    what: "the database is away exactly at the only callback",
    async strike({ crowd, company, operator, random }) {
      await crowd.progress.reached(random.integer(10, 50) / 100);
      await new Promise<void>((back) => {
        // The callback is held until the database is gone, and passed on while it is away.
        company.on("calling", async () => {
          void operator.crashDatabase(random.integer(500, 1_500)).then(back);
          await sleep(200);
        });
      });
    },
  },
  {
    name: "database-paused",
    what: "the database answers nothing for a moment",
    async strike({ crowd, database, random }) {
      await crowd.progress.reached(random.integer(20, 50) / 100);
      await database.pause();
      await sleep(random.integer(500, 3_000));
      database.resume();
    },
  },
  {
    name: "database-cut",
    what: "connections to the database are cut again and again, then refused for a second",
    async strike({ crowd, proxy, random }) {
      for (let cut = 1; cut <= CUTS; cut++) {
        await crowd.progress.reached(random.integer(cut * 15 - 10, cut * 15) / 100);
        proxy.cut();
      }
      proxy.refuse();
      await sleep(1_000);
      proxy.admit();
    },
  },
  lostAnswer("afterConfirm", "a sale is confirmed"),
  lostAnswer("beforePublish", "a restock order and its events are committed"),
  lostAnswer("afterCredit", "a receipt is counted"),
];
