import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import type { Database } from "../db/client.ts";
import { newId } from "../db/columns.ts";
import { considerSku, orderedShelf, rowOf } from "./testing.ts";
import { createStore, restocksOf } from "../testing.ts";
import { leadTimeMs, overdueAfterMs } from "./deadlines.ts";
import { receive } from "./receive.ts";
import { restock } from "./restock.sql.ts";

let db: Database;
let stop: () => Promise<void>;
beforeAll(async () => ({ db, stop } = await createStore()));
afterAll(() => stop());
afterEach(() => {
  vi.stubEnv("LEAD_TIME_MS", undefined);
  vi.stubEnv("RESTOCK_OVERDUE_MS", undefined);
});

/** A factory that has taken so many seconds for each of its deliveries, the latest last. */
async function factoryThatTook(seconds: readonly number[]) {
  const { factoryId, sku, order } = await orderedShelf(db);
  const factory = restock.factoryId.mapToDriverValue(factoryId);
  for (const [index, second] of seconds.entries()) {
    const id = restock.restockId.mapToDriverValue(newId());
    await db.execute(sql`
      INSERT INTO restock (restock_id, product_id, factory_id, quantity, status, correlation_id,
                           requested_at, expected_at, due_at, completed_at)
      SELECT ${id}, product_id, ${factory}, 1, 'completed', 'x', at - INTERVAL ${second} SECOND, at, at, at
        FROM product, (SELECT CURRENT_TIMESTAMP(3) - INTERVAL ${100 - index} DAY AS at) time
       WHERE sku = ${sku}`);
  }
  return { factoryId, sku, order };
}

test.each([
  { took: [], expected: 40 },
  { took: [7, 7], expected: 40 },
  { took: [7, 9, 8], expected: 8 },
  { took: [7, 7, 9_999], expected: 7 },
  { took: [50, 50, 50, 50, 50, 6, 6, 6, 6, 6, 6, 6, 6, 6], expected: 6 },
  { took: [0, 0, 0], expected: 0.001 },
])("after deliveries of $took seconds the lead time is $expected seconds", async ({ took, expected }) => {
  const { factoryId } = await factoryThatTook(took);
  expect(await leadTimeMs(db, factoryId)).toBe(expected * 1_000);
});

test("an order that is still open says nothing, and the configured time is used", async () => {
  vi.stubEnv("LEAD_TIME_MS", "8000");
  const { factoryId, order } = await factoryThatTook([5, 5]);
  expect(await leadTimeMs(db, factoryId)).toBe(8_000);
  await receive(db, { receiptId: newId(), restockId: order.id });
  expect(await leadTimeMs(db, factoryId)).toBe(5_000);
});

test("what customers are promised is what the factory of their product took, and no other", async () => {
  const { sku, order } = await factoryThatTook([70, 90, 80]);
  await factoryThatTook([5, 5, 5]);
  await receive(db, { receiptId: newId(), restockId: order.id });
  await db.execute(sql`UPDATE product SET stock = 0 WHERE sku = ${sku}`);
  await considerSku(db, sku);
  const [latest] = await restocksOf(db, sku);
  expect(Number(new Date(latest?.expectedAt ?? 0)) - Number(new Date(latest?.requestedAt ?? 0))).toBe(80_000);
});

test("overdue is five lead times, at least 30 s, or what is configured", () => {
  expect(overdueAfterMs(40_000)).toBe(200_000);
  expect(overdueAfterMs(6_001)).toBe(30_005);
  expect(overdueAfterMs(10)).toBe(30_000);
  vi.stubEnv("RESTOCK_OVERDUE_MS", "1500");
  expect(overdueAfterMs(40_000)).toBe(1_500);
});

test("a new order is expected after the lead time and due after five", async () => {
  const { order } = await orderedShelf(db);
  const { requestedAt, expectedAt, dueAt } = await rowOf(db, order);
  const seconds = (until: Date) => Math.round((Number(until) - Number(requestedAt)) / 1_000);
  expect([seconds(expectedAt), seconds(dueAt)]).toEqual([40, 200]);
});
