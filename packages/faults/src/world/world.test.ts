import type { RowDataPacket } from "mysql2/promise";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { at, points, type PointName } from "./points.ts";
import { startShuffle } from "./shuffle.ts";
import { startWorld, type World } from "./testing/world.ts";

/** A store that was killed has to start again, on a machine that may be busy. */
const patient = { timeout: 120_000 };

/** All of this happens to a store whose clock is an hour ahead. */
const skewMs = 3_600_000;
let world: World;
beforeAll(async () => {
  world = await startWorld({ skewMs, environment: { RESTOCK_OVERDUE_MS: "600000" } });
});
afterAll(() => world?.stop());
afterEach(() => {
  world.proxy.disarm();
  if (world.store.failure !== undefined) throw new Error(world.store.failure);
});

/** Sells a product of the seed out; the answer may be lost with the store. */
async function sellOut(sku: string) {
  const { stock } = await world.store.product(sku);
  await world.store.buy(sku, stock).catch(() => undefined);
}

/** Kills the store at a point; what it was saying through the proxy at that moment dies with it. */
const killAt = (point: PointName) =>
  at(world.proxy, point, () => world.store.kill().then(() => "drop" as const));

/** The only restock order of a product, read past the store, which may be dead. */
async function restockOf(sku: string) {
  const [rows] = await world.database.pool.query<RowDataPacket[]>(
    "SELECT r.status, r.attempts FROM restock r JOIN product p ON p.product_id = r.product_id WHERE p.sku = ?",
    [sku],
  );
  expect(rows).toHaveLength(1);
  return rows[0];
}

const ordersFor = (sku: string) => world.factory.orders().filter((line) => line.sku === sku).length;

test("every point is one that the product passes when it sells out and is restocked", async () => {
  const names = Object.keys(points) as PointName[]; // its own keys
  const passed: PointName[] = [];
  for (const name of names) at(world.proxy, name, () => void passed.push(name));
  await sellOut("CP-502101");
  await world.store.set("CP-502103", { lane: "surge" });
  await world.store.buy("CP-502103");
  await expect.poll(() => names.filter((name) => !passed.includes(name)), patient).toEqual([]);
  const story: PointName[] = [
    "beforeConfirm",
    "afterConfirm",
    "beforeStore",
    "beforePublish",
    "beforePost",
    "afterPost",
  ];
  expect(passed.filter((name) => story.includes(name))).toEqual(story);
  expect(passed.indexOf("beforeCredit")).toBeLessThan(passed.indexOf("afterCredit"));
});

test("killed between its claim and the call, the store has counted an attempt and the factory knows nothing", async () => {
  const sku = "CP-502104";
  const killed = killAt("beforePost");
  await sellOut(sku);
  await killed.hit;
  expect(await restockOf(sku)).toEqual({ status: "requested", attempts: 1 });
  expect(ordersFor(sku)).toBe(0);

  world.proxy.refuse();
  await expect(world.store.start(skewMs)).rejects.toThrow("DATABASE_URL: the database cannot be used");
  world.proxy.admit();
  await world.store.start(skewMs);
  await expect.poll(() => restockOf(sku), patient).toMatchObject({ status: "completed" });
});

test("killed after the call, the factory knows and the store does not", async () => {
  const sku = "CP-502107";
  // The callback finds nobody, and is not repeated.
  const killed = killAt("afterPost");
  await sellOut(sku);
  await killed.hit;
  expect(await restockOf(sku)).toEqual({ status: "requested", attempts: 1 });
  expect(ordersFor(sku)).toBe(1);
  await world.factory.idle();
  await world.store.start(skewMs);
  await expect.poll(() => restockOf(sku), patient).toMatchObject({ status: "completed" });
  expect(ordersFor(sku)).toBe(2);
});

test("SNS refuses: nothing is published before it is told to take again", async () => {
  const sku = "CP-502105";
  await world.store.brokerFaults({ refuse: {} });
  await sellOut(sku);
  expect(await restockOf(sku)).toEqual({ status: "requested", attempts: 0 });
  const { outbox } = await world.store.summary();
  expect(outbox.waiting).toBeGreaterThan(0);
  await world.store.brokerFaults({});
  await expect.poll(() => restockOf(sku), patient).toMatchObject({ status: "completed" });
});

/** How many messages a consumer has been given, by the log. */
const given = (consumer: string) =>
  world.store.printed
    .map((line) => new RegExp(`^\\S+ +${consumer} .*?(\\d+) messages?\\b`).exec(line)?.[1])
    .reduce((sum, count) => sum + Number(count ?? 0), 0);

test("every event comes three times", async () => {
  const sku = "BK-100001";
  const shuffle = await startShuffle(world.store.awsUrl, { shuffled: (list) => list.toReversed() });
  const before = given("factory");
  await sellOut(sku);
  await expect.poll(() => restockOf(sku), patient).toMatchObject({ status: "completed" });
  await expect.poll(() => given("factory") - before, patient).toBeGreaterThanOrEqual(3);
  await shuffle.stop();
  expect(shuffle.sent).toBeGreaterThanOrEqual(4);
  expect(ordersFor(sku)).toBe(1);
});

test("a skewed clock shifts what the store dates itself, and not what the database dates", async () => {
  const requested = (await world.store.events()).filter(({ type }) => type === "restock.requested");
  const restocks = await world.store.restocks();
  expect(requested.length).toBeGreaterThan(0);
  const tenMinutes = 600_000;
  for (const { subject, time } of requested) {
    const { requestedAt = "" } = restocks.find(({ sku }) => sku === subject) ?? {};
    expect(Math.abs(Date.now() - Date.parse(requestedAt))).toBeLessThan(tenMinutes);
    expect(Math.abs(Date.parse(time) - Date.parse(requestedAt) - skewMs)).toBeLessThan(tenMinutes);
  }
});
