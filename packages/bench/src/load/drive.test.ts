import { setImmediate as turn } from "node:timers/promises";
import { expect, test } from "vitest";
import { drive } from "./drive.ts";
import type { Answer, Shop } from "./shop.ts";

const shelves = [{ productId: "p", sku: "s", start: 1 }];
const open = (buy: (key: string) => Promise<Answer>): Shop => ({
  buy: async (_, key) => {
    await turn();
    return buy(key);
  },
  close: () => Promise.resolve(),
});
const crowd = { shelves, clients: 8, until: { attempts: 2_000 } };

test("every buyer is counted once, under the order that was named", async () => {
  const run = await drive(
    open(async (key) => ({ sold: true, orderId: `order of ${key}` })),
    crowd,
  );
  expect(run.buyers.size).toBe(2_000);
  // Some have asked again with the key of another.
  expect(run.sold).toBeGreaterThan(2_000);
  expect(run.sold).toBe(run.answers);
  expect(run.latencies).toHaveLength(run.answers);
  expect(run.contradicted).toEqual([]);
});

test("a key that is told of two orders contradicts itself", async () => {
  let orders = 0;
  const run = await drive(
    open(async () => ({ sold: true, orderId: String(orders++) })),
    crowd,
  );
  expect(run.contradicted.length).toBeGreaterThan(0);
});

test("so does one that is refused after it was sold to", async () => {
  const sold = new Set<string>();
  const run = await drive(
    open(async (key) => {
      const isFirst = !sold.has(key);
      sold.add(key);
      return isFirst ? { sold: true, orderId: key } : { sold: false };
    }),
    crowd,
  );
  expect(run.contradicted.length).toBeGreaterThan(0);
});

test("a failure is told by what it says, and is no answer", async () => {
  const run = await drive(
    open(() => Promise.reject(new Error("away"))),
    { ...crowd, until: { attempts: 20 } },
  );
  expect(run.answers).toBe(0);
  expect([...run.failures.keys()]).toEqual(["away"]);
});

test("a verdict that comes later keeps nobody waiting, and is waited for in the end", async () => {
  let waiting = 0;
  let most = 0;
  const run = await drive(
    open(async (key) => {
      most = Math.max(most, ++waiting);
      const later = (async () => {
        for (let turns = 0; turns < 50; turns++) await turn();
        waiting--;
        return { sold: true as const, orderId: key };
      })();
      return { later };
    }),
    { ...crowd, clients: 2, until: { attempts: 200 } },
  );
  expect(most).toBeGreaterThan(2);
  expect(run.buyers.size).toBe(200);
});
