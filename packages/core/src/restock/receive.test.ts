import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connect, type Database } from "../db/client.ts";
import { newId } from "../db/columns.ts";
import { stopClock } from "../db/testing.clock.ts";
import { DomainError } from "../error.ts";
import { checkout } from "../order/checkout.ts";
import { findProduct } from "../product/product.ts";
import { adjust } from "../stock/adjust.ts";
import { ledger } from "../stock/ledger.ts";
import { orderedShelf, rowOf } from "./testing.ts";
import { addProduct, createStore, eventsOf, restocksOf, toldOf } from "../testing.ts";
import { receive } from "./receive.ts";
import { cancelRestock } from "./steer.ts";

let db: Database;
let url: string;
let stop: () => Promise<void>;
beforeAll(async () => ({ db, url, stop } = await createStore()));
afterAll(() => stop());

const receiptOf = ({ id }: { id: string }, claimed?: number) => ({
  receiptId: newId(),
  restockId: id,
  ...(claimed === undefined ? {} : { claimed }),
});
const stockOf = async (sku: string) => (await findProduct(db, sku)).stock;
const incidentsOf = async (sku: string) => (await toldOf(db, sku, "incident.raised")).map(({ kind }) => kind);
const context = () => ({ correlationId: newId() });
const refusedAs = (code: string) => (error: unknown) => {
  if (!(error instanceof DomainError) || error.code !== code) throw error;
};
const many = (count: number, work: (index: number) => Promise<unknown>) =>
  Promise.all(Array.from({ length: count }, (_, index) => work(index)));

test("goods complete the order, raise the stock and are told", async () => {
  const { sku, order } = await orderedShelf(db);
  await receive(db, receiptOf(order, 10));
  expect(await stockOf(sku)).toBe(10);
  expect(await restocksOf(db, sku)).toMatchObject([
    { id: order.id, status: "completed", completedAt: expect.any(String) },
  ]);
  expect(await toldOf(db, sku, "restock.completed")).toEqual([
    { restockId: order.id, sku, quantity: 10, attempts: 0 },
  ]);
  expect(await toldOf(db, sku, "stock.replenished")).toEqual([
    { sku, stock: 10, restockId: order.id, quantity: 10 },
  ]);
  expect(await incidentsOf(sku)).toEqual([]);
});

test("every event of a story carries the correlation id of the order", async () => {
  const { sku, order } = await orderedShelf(db);
  await receive(db, receiptOf(order));
  const ids = (await eventsOf(db, sku)).map(({ correlationid }) => correlationid);
  expect(new Set(ids)).toEqual(new Set([order.correlationId]));
});

test("16 different receipts at once count once, and each of the others is one incident", async () => {
  const { sku, order } = await orderedShelf(db);
  const receipts = Array.from({ length: 16 }, () => receiptOf(order, 10));
  await many(16, (index) => receive(db, receipts[index] ?? receiptOf(order)));
  await many(16, (index) => receive(db, receipts[index] ?? receiptOf(order)));
  expect(await stockOf(sku)).toBe(10);
  expect(await toldOf(db, sku, "stock.replenished")).toHaveLength(1);
  expect(await incidentsOf(sku)).toEqual(Array.from({ length: 15 }, () => "repeated_receipt"));
});

test("a redelivery of the receipt that counted changes nothing and is no incident", async () => {
  const { sku, order } = await orderedShelf(db);
  const receipt = receiptOf(order, 10);
  await many(8, () => receive(db, receipt));
  await receive(db, receipt);
  expect(await stockOf(sku)).toBe(10);
  expect(await toldOf(db, sku, "restock.completed")).toHaveLength(1);
  expect(await incidentsOf(sku)).toEqual([]);
});

test("a repeated receipt does not wait for whoever holds the order and its product", async () => {
  const { sku, order } = await orderedShelf(db);
  await receive(db, receiptOf(order));
  await db.transaction(async (tx) => {
    await tx.execute(sql`SELECT * FROM restock r JOIN product p ON p.product_id = r.product_id
      WHERE p.sku = ${sku} FOR UPDATE`);
    await receive(db, receiptOf(order));
  });
  expect(await incidentsOf(sku)).toEqual(["repeated_receipt"]);
});

test.each([0, -10, 9, 1e12, 2.5])(
  "a claimed count of %d is not believed and is an incident",
  async (claimed) => {
    const { sku, order } = await orderedShelf(db);
    await receive(db, receiptOf(order, claimed));
    expect(await stockOf(sku)).toBe(10);
    expect(await toldOf(db, sku, "incident.raised")).toMatchObject([
      {
        kind: "quantity_mismatch",
        sku,
        restockId: order.id,
        message: expect.stringContaining(String(claimed)),
      },
    ]);
  },
);

test.each([
  { attempts: 1, advice: "nothing was added." },
  { attempts: 2, advice: "nothing was added. Count the goods by hand." },
])("goods reported twice after $attempts requests: $advice", async ({ attempts, advice }) => {
  const { sku, order } = await orderedShelf(db);
  await db.execute(
    sql`UPDATE restock SET attempts = ${attempts} WHERE correlation_id = ${order.correlationId}`,
  );
  await receive(db, receiptOf(order));
  await receive(db, receiptOf(order));
  expect(await stockOf(sku)).toBe(10);
  const [{ message } = { message: "" }, ...others] = await toldOf(db, sku, "incident.raised");
  expect([others, message.endsWith(advice)]).toEqual([[], true]);
});

test("goods without a count are goods", async () => {
  const { sku, order } = await orderedShelf(db);
  await receive(db, receiptOf(order));
  expect([await stockOf(sku), await incidentsOf(sku)]).toEqual([10, []]);
});

test("goods for a cancelled order count once and are an incident", async () => {
  const { sku, order } = await orderedShelf(db);
  await cancelRestock(db, order.id);
  await many(4, () => receive(db, receiptOf(order)));
  expect(await stockOf(sku)).toBe(10);
  const kinds = (await incidentsOf(sku)).toSorted();
  expect(kinds).toEqual(["late_receipt", "repeated_receipt", "repeated_receipt", "repeated_receipt"]);
  expect(await rowOf(db, order)).toMatchObject({ status: "completed", openKey: null });
});

test("goods for a failed order count, and end the pause that its failure began", async () => {
  const { sku, order } = await orderedShelf(db);
  await db.execute(
    sql`UPDATE restock SET status = 'failed', open_key = NULL WHERE correlation_id = ${order.correlationId}`,
  );
  await db.execute(
    sql`UPDATE product SET restock_after = CURRENT_TIMESTAMP(3) + INTERVAL 1 HOUR WHERE sku = ${sku}`,
  );
  await receive(db, receiptOf(order));
  expect([await stockOf(sku), await incidentsOf(sku)]).toEqual([10, ["late_receipt"]]);
  await adjust(db, sku, { delta: -10, reason: "eaten" }, context());
  expect(await restocksOf(db, sku)).toHaveLength(2);
});

test("late goods leave the order that was opened since alone", async () => {
  const { sku, order } = await orderedShelf(db);
  await cancelRestock(db, order.id);
  const [successor] = await restocksOf(db, sku);
  await receive(db, receiptOf(order));
  expect(await restocksOf(db, sku)).toMatchObject([
    { id: successor?.id, status: "requested" },
    { id: order.id, status: "completed" },
  ]);
});

test("a delivery that does not lift the stock above the reorder point orders the next at once", async () => {
  const { sku, order } = await orderedShelf(db, { reorderPoint: 10, reorderQuantity: 4 });
  await db.execute(sql`UPDATE product SET reorder_point = 15 WHERE sku = ${sku}`);
  await receive(db, receiptOf(order));
  expect(await restocksOf(db, sku)).toMatchObject([
    { status: "requested", quantity: 5 },
    { status: "completed", quantity: 10 },
  ]);
});

test("goods count and are told once although the answer to the commit is lost", async () => {
  const { sku, order } = await orderedShelf(db);
  stopClock();
  let lost = 0;
  const lossy = connect(url, async (input, init) => {
    const answer = await fetch(input, init);
    if (!String(init?.body).includes('"COMMIT"') || lost++ > 0) return answer;
    await answer.body?.cancel();
    throw new TypeError("fetch failed");
  });
  await receive(lossy, receiptOf(order, 10));
  expect([lost, await stockOf(sku), await incidentsOf(sku)]).toEqual([2, 10, []]);
  expect(await toldOf(db, sku, "restock.completed")).toHaveLength(1);
});

test("goods for an order that does not exist fail clearly", async () => {
  const id = newId();
  await expect(receive(db, receiptOf({ id }))).rejects.toThrow(`There is no restock order ${id}`);
});

test("sales, deliveries and corrections in any order keep the ledger balanced", async () => {
  const { sku } = await addProduct(db, { stock: 20, reorderPoint: 5, reorderQuantity: 7 });
  const adjustBy = (delta: number) => adjust(db, sku, { delta, reason: "counted" }, context());
  const step = async (): Promise<unknown> => {
    const dice = Math.random();
    if (dice < 0.6) return checkout(db, { sku, quantity: 1 + Math.floor(Math.random() * 3) }, context());
    if (dice < 0.7) return adjustBy(2);
    if (dice < 0.8) return adjustBy(-1).catch(refusedAs("insufficient_stock"));
    const [order] = await restocksOf(db, sku);
    return order && receive(db, receiptOf(order));
  };
  const actor = async () => {
    for (let turn = 0; turn < 12; turn++) await step();
  };
  await many(10, actor);
  const { balanced, received, stock } = await ledger(db, sku, { limit: 1 });
  const orders = await restocksOf(db, sku);
  const completed = orders.filter(({ status }) => status === "completed");
  expect(balanced).toBe(true);
  expect(received).toBe(completed.reduce((sum, { quantity }) => sum + quantity, 0));
  const open = orders.length - completed.length;
  expect(stock <= 5 ? [1] : [0, 1]).toContain(open);
});
