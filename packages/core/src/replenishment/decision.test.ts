import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connect, type Database } from "../db/client.ts";
import { newId } from "../db/columns.ts";
import { checkout } from "../order/checkout.ts";
import { factory } from "../product/product.sql.ts";
import { changeSettings } from "../product/settings.ts";
import { waitFor } from "../reservation/testing.ts";
import { receive } from "../restock/receive.ts";
import { cancelRestock } from "../restock/steer.ts";
import { considerSku } from "../restock/testing.ts";
import { adjust } from "../stock/adjust.ts";
import { addProduct, createStore, restocksOf } from "../testing.ts";
import { listDecisions } from "./decision.ts";
import { decision } from "./decision.sql.ts";

let db: Database;
let url: string;
let stop: () => Promise<void>;
beforeAll(async () => ({ db, url, stop } = await createStore()));
afterAll(() => stop());

const buy = (sku: string, quantity = 1) => checkout(db, { sku, quantity }, { correlationId: newId() });
const decisionsOf = async (sku: string) => (await listDecisions(db, sku, { limit: 50 })).decisions;
const messages = async (sku: string) => (await decisionsOf(sku)).map(({ message }) => message).toReversed();
const latestOrder = async (sku: string) => {
  const [order] = await restocksOf(db, sku);
  return order ?? expect.fail("nothing was ordered");
};
const deliver = async (sku: string) =>
  receive(db, { receiptId: newId(), restockId: (await latestOrder(sku)).id });

test("each order and each end of one is a decision that explains itself", async () => {
  const { sku } = await addProduct(db, { stock: 2, reorderPoint: 1 });
  await buy(sku);
  await deliver(sku);
  expect(await messages(sku)).toEqual([
    "ordered 10: 1 left, 0 on order; the fixed reorder point is 1",
    "not ordered: 11 left, 0 on order; the fixed reorder point is 1",
  ]);
  const [kept, ordered] = await decisionsOf(sku);
  const { id: restockId } = await latestOrder(sku);
  expect(ordered).toMatchObject({ sku, outcome: "ordered", reason: "ordered", restockId, projected: 1 });
  expect(kept).toMatchObject({ outcome: "not_ordered", reason: "enough", restockId: null, quantity: 0 });
});

test("a refusal that orders what is short says so", async () => {
  const { sku } = await addProduct(db, { stock: 5, reorderQuantity: 2 });
  await buy(sku, 20);
  expect(await messages(sku)).toEqual([
    "ordered 15: 5 left, 0 on order; a customer wanted 20; the fixed reorder point is 0",
  ]);
});

/** A connection to a server that, as MySQL does, answers a comparison as a number of 64 bits. */
const asMySql = () =>
  connect(url, async (input, init) => {
    const answer = await fetch(input, init);
    const body = (await answer.text()).replaceAll(/\{("name":"[^"]*","type":")INT32(")/g, "{$1INT64$2");
    return new Response(body, answer);
  });

test.each([
  ["MariaDB", () => db],
  ["MySQL", asMySql],
])("by %s's answer, too, a product that is not restocked is told from one that pauses", async (_, open) => {
  const { sku } = await addProduct(db, { stock: 3 });
  await changeSettings(open(), sku, { restocking: false }, newId());
  await adjust(open(), sku, { delta: -3, reason: "eaten" }, { correlationId: newId() });
  const [latest] = await decisionsOf(sku);
  expect(latest).toMatchObject({ reason: "not_restocked" });
});

test("a crowd at an empty shelf writes the one decision that stands", async () => {
  const { sku } = await addProduct(db, { stock: 3 });
  await Promise.all(Array.from({ length: 40 }, () => buy(sku)));
  await Promise.all(Array.from({ length: 10 }, () => considerSku(db, sku, 1)));
  expect(await decisionsOf(sku)).toMatchObject([{ reason: "ordered", quantity: 10, onOrder: 0 }]);
});

test("an unchanged decision is not written again, a changed reason or reorder point is", async () => {
  const { sku } = await addProduct(db, { stock: 9 });
  for (let time = 0; time < 3; time++) await considerSku(db, sku);
  await adjust(db, sku, { delta: 1, reason: "found" }, { correlationId: newId() });
  expect(await decisionsOf(sku)).toHaveLength(1);
  await changeSettings(db, sku, { reorderPoint: 4 }, newId());
  expect(await decisionsOf(sku)).toMatchObject([
    { reason: "enough", reorderPoint: 4, stock: 10 },
    { reason: "enough", reorderPoint: 0, stock: 9 },
  ]);
});

test("what is on order counts, although the shelf was filled otherwise", async () => {
  const { sku } = await addProduct(db, { stock: 0 });
  await considerSku(db, sku);
  await adjust(db, sku, { delta: 5, reason: "found" }, { correlationId: newId() });
  const [latest] = await decisionsOf(sku);
  expect(latest).toMatchObject({ reason: "enough", stock: 5, onOrder: 10, projected: 15 });
  expect(latest?.message).toBe("not ordered: 5 left, 10 on order; the fixed reorder point is 0");
});

test("a new order in the place of a cancelled one is a decision of its own", async () => {
  const { sku } = await addProduct(db, { stock: 0 });
  await considerSku(db, sku);
  await cancelRestock(db, (await latestOrder(sku)).id);
  expect(await decisionsOf(sku)).toMatchObject([{ reason: "ordered" }, { reason: "ordered" }]);
});

test("a pause and a missing factory are reasons, each told once", async () => {
  const paused = await addProduct(db, { stock: 0 });
  await db.execute(sql`UPDATE product SET restock_after = CURRENT_TIMESTAMP(3) + INTERVAL 1 HOUR
    WHERE sku = ${paused.sku}`);
  const orphan = await addProduct(db, { stock: 0 });
  await db.delete(factory).where(sql`factory_id = ${factory.factoryId.mapToDriverValue(orphan.factoryId)}`);
  for (const { sku } of [paused, paused, orphan, orphan]) await considerSku(db, sku, 1);
  expect(await messages(paused.sku)).toEqual([
    "not ordered: 0 left, 0 on order; a customer wanted 1; no order opens for a while after one that failed; the fixed reorder point is 0",
  ]);
  expect(await decisionsOf(orphan.sku)).toMatchObject([{ reason: "factory_missing" }]);
});

test("what the line claims is missing, and the decision says so", async () => {
  const { sku } = await addProduct(db, { stock: 4 });
  await waitFor(db, sku, 7);
  expect(await messages(sku)).toEqual([
    "ordered 10: 4 left, 0 on order, 7 waiting; the fixed reorder point is 0",
  ]);
  expect(await decisionsOf(sku)).toMatchObject([{ projected: -3, waiting: 7 }]);
});

test.each([{ restocking: false }, { retired: true }])("%j is a reason to order nothing", async (given) => {
  const { sku } = await addProduct(db, { stock: 0, ...given });
  for (let time = 0; time < 2; time++) await considerSku(db, sku, 1);
  expect(await messages(sku)).toEqual([
    "not ordered: 0 left, 0 on order; a customer wanted 1; the store does not restock it; the fixed reorder point is 0",
  ]);
});

test("a decision is undone with the transaction that made it", async () => {
  const { sku } = await addProduct(db, { stock: 9 });
  await expect(changeSettings(db, sku, { reorderPoint: 9, reorderMaximum: 9 }, newId())).rejects.toThrow(
    "No multiple of 1 lies between the minimum of 10 and the maximum of 9",
  );
  expect(await decisionsOf(sku)).toEqual([]);
});

test("decisions come newest first and page by page; of a product that does not exist there are none", async () => {
  const { sku, productId } = await addProduct(db, { stock: 1 });
  const row = {
    productId,
    reason: "enough" as const,
    quantity: 0,
    stock: 1,
    onOrder: 0,
    waiting: 0,
    wanted: 0,
  };
  for (const reorderPoint of [1, 2, 3])
    await db.insert(decision).values({ ...row, reorderPoint, decisionId: newId() });
  const first = (await listDecisions(db, sku, { limit: 2 })).decisions;
  expect(first.map(({ reorderPoint }) => reorderPoint)).toEqual([3, 2]);
  const next = (await listDecisions(db, sku, { limit: 2, cursor: first[1]?.id })).decisions;
  expect(next.map(({ reorderPoint }) => reorderPoint)).toEqual([1]);
  await expect(listDecisions(db, `${sku}-`, { limit: 1 })).rejects.toMatchObject({
    code: "product_not_found",
  });
});
