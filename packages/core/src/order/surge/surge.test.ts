import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { connect, type Database } from "../../db/client.ts";
import { newId } from "../../db/columns.ts";
import { keepAliveFetch } from "../../db/fetch.ts";
import { stopClock } from "../../db/testing.clock.ts";
import { findProduct } from "../../product/product.ts";
import { changeSettings } from "../../product/settings.ts";
import { ledger } from "../../stock/ledger.ts";
import { addProduct, createStore, restocksOf, toldOf } from "../../testing.ts";
import { checkout } from "../checkout.ts";
import { decideBatch } from "./decide.ts";
import { decideNeglected } from "./neglected.ts";
import { orders } from "../order.sql.ts";
import type { CheckoutResult } from "../outcome.ts";
import { keepingLane, startLane } from "../testing.ts";

let db: Database;
let url: string;
let stop: () => Promise<void>;
beforeAll(async () => ({ db, url, stop } = await createStore()));
afterAll(() => stop());

/** Whether a statement asks for an order. */
const isNamedIn = (statement: string) => (id: string) => statement.includes(id.replaceAll("-", ""));

type Buy = (quantity?: number, idempotencyKey?: string) => Promise<CheckoutResult>;
const buyer =
  (sku: string, lane: ReturnType<typeof keepingLane>["lane"], on = db): Buy =>
  (quantity = 1, idempotencyKey) =>
    checkout(on, { sku, quantity }, { correlationId: newId(), idempotencyKey, lane });
const surging = (stock: number) => addProduct(db, { stock, lane: "surge" });

/** So many clients, of whose keys every twentieth comes again, until so many purchases were tried. */
async function crowd(buy: Buy, { clients, purchases }: { clients: number; purchases: number }) {
  const keys: string[] = [];
  const sold = new Set<string>();
  let [refused, next] = [0, 0];
  const client = async () => {
    while (next++ < purchases) {
      const repeated = Math.random() < 0.05 ? keys[Math.floor(Math.random() * keys.length)] : undefined;
      const key = repeated ?? newId();
      keys.push(key);
      const result = await buy(1, key);
      if (result.outcome === "pending") throw new Error("Nobody came to decide it");
      if (result.outcome === "sold") sold.add(result.order.id);
      else refused += 1;
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  return { sold, refused };
}

test("64 buyers, 500 donuts, 5 % repeated keys, messages that come twice: nothing oversold, one restock order", async () => {
  const { sku } = await surging(500);
  const { lane, stop: end } = startLane(db, { repeated: 0.1 });
  const { sold, refused } = await crowd(buyer(sku, lane), { clients: 64, purchases: 700 });
  await end();
  expect(sold.size).toBe(500);
  expect(refused).toBeGreaterThan(100);
  expect(await ledger(db, sku, { limit: 1 })).toMatchObject({ sold: 500, stock: 0, balanced: true });
  expect(await restocksOf(db, sku)).toHaveLength(1);
  for (const type of ["restock.requested", "order.refused", "stock.empty"] as const)
    expect(await toldOf(db, sku, type)).toHaveLength(1);
});

test("switched to and fro under a crowd, with messages lost, each key is sold once and everybody is told", async () => {
  const { sku } = await surging(200);
  const { lane, stop: end } = startLane(db, { repeated: 0.1, lost: 0.1 });
  const selling = crowd(buyer(sku, lane), { clients: 32, purchases: 350 });
  const ended = selling.then(() => true);
  for (let on = false; !(await Promise.race([ended, sleep(50)])); on = !on) {
    await changeSettings(db, sku, { lane: on ? "surge" : "normal" }, newId());
    await decideNeglected(db, 20);
  }
  const { sold } = await selling;
  await end();
  expect(sold.size).toBe(200);
  expect(await ledger(db, sku, { limit: 1 })).toMatchObject({ sold: 200, stock: 0, balanced: true });
  expect(
    await db
      .select()
      .from(orders)
      .where(sql`status = 'pending'`),
  ).toEqual([]);
});

test("nobody waits for longer than customers do; the same key then asks for the same order", async () => {
  const { sku } = await surging(3);
  const { lane, kept } = keepingLane();
  const [buy, key] = [buyer(sku, lane), newId()];
  const first = await buy(2, key);
  expect(first).toMatchObject({ outcome: "pending", replayed: false, order: { status: "pending", sku } });
  expect(await buy(2, key)).toEqual({ ...first, replayed: true });
  await expect(buy(1, key)).rejects.toMatchObject({ code: "idempotency_key_reused" });
  expect(kept).toHaveLength(1);
  await decideBatch(db, kept);
  expect(await buy(2, key)).toMatchObject({ outcome: "sold", stock: 1, replayed: true });
});

test("a shelf that is empty already refuses without an order", async () => {
  const { sku } = await surging(0);
  const { lane, kept } = keepingLane();
  expect(await buyer(sku, lane)()).toMatchObject({
    outcome: "out_of_stock",
    restock: { status: "requested" },
  });
  expect(kept).toEqual([]);
});

test("a verdict of refusal names the restock order that is under way", async () => {
  const { sku } = await surging(1);
  const { lane, kept } = keepingLane();
  const buy = buyer(sku, { ...lane, verdictWithinMs: 60_000 });
  const both = [buy(), buy()];
  await expect.poll(() => kept.length, { timeout: 60_000 }).toBe(2);
  await decideBatch(db, kept);
  const outcomes = (await Promise.all(both)).toSorted((a, b) => (a.outcome < b.outcome ? -1 : 1));
  expect(outcomes).toMatchObject([
    { outcome: "out_of_stock", stock: 0, restock: { sku, status: "requested" } },
    { outcome: "sold", stock: 0 },
  ]);
});

test("an order that the queue does not take is decided at once", async () => {
  const { sku } = await surging(2);
  const warn = vi.spyOn(console, "warn").mockImplementation(() => undefined);
  const lane = { send: () => Promise.reject(new Error("no queue here")), verdictWithinMs: 60_000 };
  expect(await buyer(sku, lane)()).toMatchObject({ outcome: "sold", stock: 1, replayed: false });
  expect(warn).toHaveBeenCalledWith(expect.stringContaining("no queue here"));
  warn.mockRestore();
});

test("a crowd that the queue does not take is decided together", async () => {
  const { sku } = await surging(30);
  const warn = vi.spyOn(console, "warn").mockImplementation(() => undefined);
  const send = keepAliveFetch(60_000);
  let decisions = 0;
  let refused = 0;
  const refuse = () => {
    refused += 1;
    return Promise.reject(new Error("no queue here"));
  };
  const counting = connect(url, async (to, init) => {
    // The first decision takes until all the others have come.
    if (/UPDATE \(SELECT/.test(init?.body ?? "") && decisions++ === 0)
      await vi.waitUntil(() => refused === 40, { timeout: 60_000 });
    return send(to, init);
  });
  const lane = { send: refuse, verdictWithinMs: 60_000 };
  const buy = buyer(sku, lane, counting);
  const outcomes = await Promise.all(Array.from({ length: 40 }, () => buy()));
  warn.mockRestore();
  expect(outcomes.filter(({ outcome }) => outcome === "sold")).toHaveLength(30);
  expect(outcomes.filter(({ outcome }) => outcome === "out_of_stock")).toHaveLength(10);
  expect(decisions).toBeLessThan(20);
  expect(await ledger(db, sku, { limit: 9 })).toMatchObject({ stock: 0, balanced: true });
});

test("an intent whose answer was lost is handed over all the same, once", async () => {
  const { sku } = await surging(2);
  stopClock();
  const send = keepAliveFetch(60_000);
  let isLost = false;
  const losing = connect(url, async (to, init) => {
    const answer = await send(to, init);
    if (isLost || !/insert into `orders`/.test(init?.body ?? "")) return answer;
    isLost = true;
    throw new TypeError("fetch failed");
  });
  const { lane, kept } = keepingLane();
  expect(await buyer(sku, lane, losing)()).toMatchObject({ outcome: "pending", replayed: false });
  expect(kept).toHaveLength(1);
  await decideBatch(db, kept);
  expect((await findProduct(db, sku)).stock).toBe(1);
});

test("a crowd that waits is told by few statements", async () => {
  const { sku } = await surging(100);
  const send = keepAliveFetch(60_000);
  const reads: number[] = [];
  const counting = connect(url, (to, init) => {
    const statement = init?.body ?? "";
    if (/`orders`\.`status` <> /.test(statement)) reads.push(kept.filter(isNamedIn(statement)).length);
    return send(to, init);
  });
  const { lane, kept } = keepingLane();
  const buy = buyer(sku, { ...lane, verdictWithinMs: 60_000 }, counting);
  const crowded = Promise.all(Array.from({ length: 64 }, () => buy()));
  // One look asks for all of them, however long they wait.
  await expect.poll(() => reads.at(-1), { timeout: 60_000 }).toBe(64);
  const before = reads.length;
  await expect.poll(() => reads.length, { timeout: 60_000 }).toBeGreaterThan(before + 2);
  await decideBatch(db, kept);
  const until = reads.length;
  expect(reads.slice(before)).toEqual(reads.slice(before).map(() => 64));
  expect((await crowded).every(({ outcome }) => outcome === "sold")).toBe(true);
  expect(reads.length).toBeLessThanOrEqual(until + 2);
});
