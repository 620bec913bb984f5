import { isDeepStrictEqual } from "node:util";
import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { Database } from "../db/client.ts";
import { newId } from "../db/columns.ts";
import { storeEvent } from "../event/catalogue.ts";
import { cancelOrder } from "../order/cancel.ts";
import { checkout } from "../order/checkout.ts";
import { decideBatch } from "../order/surge/decide.ts";
import { orders } from "../order/order.sql.ts";
import { keepingLane } from "../order/testing.ts";
import { receive } from "../restock/receive.ts";
import { restock } from "../restock/restock.sql.ts";
import { orderedShelf } from "../restock/testing.ts";
import { addProduct, createStore } from "../testing.ts";
import { record } from "./record.ts";
import { readSeries } from "./series.ts";

let db: Database;
let stop: () => Promise<void>;
beforeAll(async () => ({ db, stop } = await createStore()));
afterAll(() => stop());
afterEach(async () => {
  await db.delete(orders);
});

const MINUTE_MS = 60_000;
/** In the middle of a minute, long ago: nothing but what a test puts there is near it. */
const NOON = Date.UTC(2024, 5, 1, 12, 0, 30);
const earlier = (minutes: number) => new Date(NOON - minutes * MINUTE_MS);

const empty = {
  at: expect.any(String),
  sold: { orders: 0, units: 0 },
  cancelled: { orders: 0, units: 0 },
  soldOut: 0,
  firstRefusals: 0,
  refusedOrders: 0,
  received: null,
};

/** The buckets in which something happened, by how many steps ago they began. */
async function told(window: "30m" | "24h" = "30m", now = NOON) {
  const { buckets } = await readSeries(db, window, now);
  const some = buckets.flatMap((bucket, index) =>
    isDeepStrictEqual(bucket, { ...empty, at: bucket.at })
      ? []
      : [[buckets.length - 1 - index, bucket] as const],
  );
  return Object.fromEntries(some);
}

async function sell(sku: string, quantity: number, confirmedAt: Date): Promise<string> {
  const result = await checkout(db, { sku, quantity }, { correlationId: newId() });
  if (result.outcome !== "sold") throw new Error("It was not sold");
  await db.update(orders).set({ confirmedAt }).where(eq(orders.orderId, result.order.id));
  return result.order.id;
}

/** An id as one made at that time has it. */
const idOf = (time: Date) =>
  newId().replace(/^.{13}/, time.getTime().toString(16).padStart(12, "0").replace(/^.{8}/, "$&-"));

test("a store in which nothing happens has every step of the window, and nothing in it", async () => {
  const { bucketSeconds, buckets } = await readSeries(db, "30m", NOON);
  expect(bucketSeconds).toBe(60);
  expect(buckets.map(({ at }) => at).slice(-2)).toEqual([
    "2024-06-01T11:59:00.000Z",
    "2024-06-01T12:00:00.000Z",
  ]);
  expect(buckets).toHaveLength(30);
  expect(await told()).toEqual({});
  const day = await readSeries(db, "24h", NOON);
  expect([day.bucketSeconds, day.buckets.length, day.buckets[0]?.at]).toEqual([
    3_600,
    24,
    "2024-05-31T13:00:00.000Z",
  ]);
});

test("sales are told in the minute that confirmed them, and apart where they were taken back", async () => {
  const { sku } = await addProduct(db, { stock: 50 });
  const other = await addProduct(db, { stock: 50 });
  await sell(sku, 2, earlier(0));
  await sell(other.sku, 3, earlier(0));
  await sell(sku, 5, earlier(29));
  await sell(sku, 7, earlier(30));
  await cancelOrder(db, await sell(sku, 4, earlier(0)));
  expect(await told()).toEqual({
    0: { ...empty, sold: { orders: 2, units: 5 }, cancelled: { orders: 1, units: 4 } },
    29: { ...empty, sold: { orders: 1, units: 5 } },
  });
  expect(await told("24h")).toMatchObject({ 0: { sold: { units: 5 } }, 1: { sold: { units: 12 } } });
});

test("refusals are told as far as they are stored", async () => {
  const happen = (type: "stock.empty" | "order.refused", time: Date) => {
    const data =
      type === "stock.empty"
        ? ({ sku: "x", stock: 0, restockId: null } as const)
        : { sku: "x", quantity: 1, stock: 0 };
    return record(db, storeEvent(type, { subject: "x", correlationId: newId(), id: idOf(time), time }, data));
  };
  await happen("stock.empty", earlier(1));
  await happen("stock.empty", earlier(30));
  for (const minutes of [1, 1, 3]) await happen("order.refused", earlier(minutes));
  const { sku } = await addProduct(db, { stock: 1, lane: "surge" });
  const { lane, kept } = keepingLane();
  for (let buyer = 0; buyer < 2; buyer++)
    await checkout(db, { sku, quantity: 1 }, { correlationId: newId(), lane });
  await decideBatch(db, kept);
  await db.update(orders).set({ createdAt: earlier(2), confirmedAt: earlier(60) });
  expect(await told()).toEqual({
    1: { ...empty, soldOut: 1, firstRefusals: 2 },
    2: { ...empty, refusedOrders: 1 },
    3: { ...empty, firstRefusals: 1 },
  });
});

test("lead times are those of what came in, from request to receipt", async () => {
  for (const [tookMs, minutes] of [
    [1_000, 4],
    [2_000, 4],
    [9_000, 31],
  ] as const) {
    const { order } = await orderedShelf(db);
    await receive(db, { receiptId: newId(), restockId: order.id });
    const completedAt = earlier(minutes);
    const requestedAt = new Date(completedAt.getTime() - tookMs);
    await db.update(restock).set({ requestedAt, completedAt }).where(eq(restock.restockId, order.id));
  }
  await orderedShelf(db);
  expect((await told())[4]).toEqual({ ...empty, received: { restocks: 2, meanMs: 1_500, longestMs: 2_000 } });
});

test("what a clock that is ahead has written is in the last bucket", async () => {
  const { sku } = await addProduct(db, { stock: 9 });
  const later = Date.UTC(2025, 1, 1, 0, 0, 30);
  await sell(sku, 1, new Date(later + 2 * MINUTE_MS));
  expect((await told("30m", later))[0]).toMatchObject({ sold: { orders: 1, units: 1 } });
});
