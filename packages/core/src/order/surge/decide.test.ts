import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { connect, type Database } from "../../db/client.ts";
import { newId } from "../../db/columns.ts";
import { keepAliveFetch } from "../../db/fetch.ts";
import { findProduct } from "../../product/product.ts";
import { product } from "../../product/product.sql.ts";
import { restock } from "../../restock/restock.sql.ts";
import { ledger } from "../../stock/ledger.ts";
import { addProduct, createStore, restocksOf, toldOf } from "../../testing.ts";
import { checkout } from "../checkout.ts";
import { decideBatch } from "./decide.ts";
import { sweepIntents } from "../sweep.ts";
import { decideNeglected } from "./neglected.ts";
import { findOrder } from "../order.ts";
import { orders } from "../order.sql.ts";
import { keepingLane } from "../testing.ts";
import { confirmTogether, refuseTogether } from "./together.ts";

let db: Database;
let url: string;
let stop: () => Promise<void>;
beforeAll(async () => ({ db, url, stop } = await createStore()));
afterAll(() => stop());

const stockOf = async (sku: string) => (await findProduct(db, sku)).stock;
const statusesOf = (ids: readonly string[]) =>
  Promise.all(ids.map(async (id) => (await findOrder(db, id)).status));
const setStock = (sku: string, stock: number) =>
  db.execute(sql`UPDATE product SET stock = ${stock}, initial_stock = ${stock} WHERE sku = ${sku}`);

/** Orders of these quantities that wait for their verdict, in order of arrival. */
async function waiting(sku: string, quantities: readonly number[]): Promise<string[]> {
  const ids: string[] = [];
  for (const quantity of quantities) {
    const result = await checkout(
      db,
      { sku, quantity },
      { correlationId: newId(), lane: keepingLane().lane },
    );
    if (result.outcome !== "pending") throw new Error(`It was decided: ${result.outcome}`);
    ids.push(result.order.id);
  }
  return ids;
}

/** A connection on which something happens once, before the first such statement. */
function before(moment: RegExp, happens: () => Promise<unknown>): Database {
  const send = keepAliveFetch(60_000);
  let once: Promise<unknown> | undefined;
  return connect(url, async (target, init) => {
    if (moment.test(init?.body ?? "")) await (once ??= happens());
    return send(target, init);
  });
}

const surging = (stock: number, given: Parameters<typeof addProduct>[1] = {}) =>
  addProduct(db, { stock, lane: "surge", ...given });

test("a batch is confirmed together and takes what it sells, once however often it comes", async () => {
  const { sku } = await surging(10);
  const ids = await waiting(sku, [1, 2, 3]);
  expect(await stockOf(sku)).toBe(10);
  const [first = "", ...others] = ids;
  for (const batch of [[...ids, first], ids, others]) expect(await decideBatch(db, batch)).toEqual(new Map());
  expect(await statusesOf(ids)).toEqual(["confirmed", "confirmed", "confirmed"]);
  expect(await ledger(db, sku, { limit: 1 })).toMatchObject({ sold: 6, stock: 4, balanced: true });
});

test("what comes first is served first, and who asks for too much holds up nobody", async () => {
  const { sku } = await surging(20, { reorderPoint: 0 });
  const ids = await waiting(sku, [2, 4, 3, 1, 1]);
  await setStock(sku, 6);
  expect(await decideBatch(db, ids.toReversed())).toEqual(new Map());
  expect(await statusesOf(ids)).toEqual(["confirmed", "confirmed", "refused", "refused", "refused"]);
  expect(await stockOf(sku)).toBe(0);
  const more = await surging(20);
  const claims = await waiting(more.sku, [2, 4, 3, 1, 1]);
  await setStock(more.sku, 4);
  await decideBatch(db, claims);
  expect(await statusesOf(claims)).toEqual(["confirmed", "refused", "refused", "confirmed", "confirmed"]);
  expect(await stockOf(more.sku)).toBe(0);
});

test("a batch that sells out opens one restock order, and tells of the refusals and the empty shelf once", async () => {
  const { sku } = await surging(3);
  const ids = await waiting(sku, [1, 1, 1, 1, 2]);
  await Promise.all([decideBatch(db, ids.slice(0, 4)), decideBatch(db, ids.slice(2))]);
  await decideBatch(db, ids);
  expect((await statusesOf(ids)).filter((status) => status === "refused")).toHaveLength(2);
  expect(await restocksOf(db, sku)).toHaveLength(1);
  for (const type of ["order.refused", "stock.empty", "restock.requested"] as const)
    expect(await toldOf(db, sku, type)).toHaveLength(1);
});

test("the restock of a refused order is under way before the refusal is told", async () => {
  const { sku } = await surging(5);
  const [id = ""] = await waiting(sku, [5]);
  await setStock(sku, 2);
  vi.stubEnv("LEAD_TIME_MS", "soon");
  const failures = await decideBatch(db, [id]);
  expect([...failures.keys()]).toEqual([id]);
  expect(await statusesOf([id])).toEqual(["pending"]);
  vi.stubEnv("LEAD_TIME_MS", undefined);
  await decideBatch(db, [id]);
  expect(await statusesOf([id])).toEqual(["refused"]);
  expect(await restocksOf(db, sku)).toMatchObject([{ quantity: 10 }]);
});

test("who asks for most is refused with news and a restock that suffices, though goods come for the others", async () => {
  const { sku } = await surging(20);
  const ids = await waiting(sku, [3, 20]);
  await setStock(sku, 2);
  const meanwhile = before(/"query":"begin"/i, () => setStock(sku, 3));
  expect(await decideBatch(meanwhile, ids)).toEqual(new Map());
  expect(await statusesOf(ids)).toEqual(["confirmed", "refused"]);
  expect(await toldOf(db, sku, "order.refused")).toMatchObject([{ sku, quantity: 20 }]);
  expect(await restocksOf(db, sku)).toMatchObject([{ quantity: 17 }]);
});

test("a restock that ends before those are refused whom it was for is followed by another", async () => {
  const { sku, productId } = await surging(5);
  const ids = await waiting(sku, [5]);
  await setStock(sku, 2);
  const meanwhile = before(/SET o.status = 'refused'/, () =>
    db.update(restock).set({ status: "failed", openKey: null }).where(eq(restock.productId, productId)),
  );
  expect(await decideBatch(meanwhile, ids)).toEqual(new Map());
  expect(await statusesOf(ids)).toEqual(["refused"]);
  expect((await restocksOf(db, sku)).map(({ status }) => status)).toEqual(["requested", "failed"]);
});

test("what the waiting line claims is sold to nobody in a batch either", async () => {
  const { sku, productId } = await surging(8);
  const ids = await waiting(sku, [2, 3, 1]);
  await db.update(product).set({ waiting: 4 }).where(eq(product.productId, productId));
  expect(await decideBatch(db, ids)).toEqual(new Map());
  expect(await statusesOf(ids)).toEqual(["confirmed", "refused", "confirmed"]);
  expect(await findProduct(db, sku)).toMatchObject({ stock: 5, waiting: 4 });
  expect(await toldOf(db, sku, "order.refused")).toEqual([{ sku, quantity: 3, stock: 1 }]);
  expect(await restocksOf(db, sku)).toHaveLength(1);
});

test("a product that was retired meanwhile is not sold, and not ordered", async () => {
  const { sku, productId } = await surging(6);
  const ids = await waiting(sku, [1, 1]);
  await db.update(product).set({ retired: true }).where(eq(product.productId, productId));
  expect(await decideBatch(db, ids)).toEqual(new Map());
  expect(await statusesOf(ids)).toEqual(["refused", "refused"]);
  expect(await stockOf(sku)).toBe(6);
  expect(await restocksOf(db, sku)).toEqual([]);
  await expect(waiting(sku, [1])).rejects.toMatchObject({ code: "product_not_found" });
});

test("products of one batch are decided each by itself", async () => {
  const [plenty, scarce, broken] = [await surging(9), await surging(1), await surging(9)];
  const ids = [
    ...(await waiting(plenty.sku, [2])),
    ...(await waiting(scarce.sku, [1, 1])),
    ...(await waiting(broken.sku, [3])),
  ];
  await db.execute(sql`UPDATE product SET stock = 1 WHERE sku = ${broken.sku}`);
  await db.execute(sql`UPDATE product SET factory_id = ${Buffer.alloc(16)} WHERE sku = ${scarce.sku}`);
  expect(await decideBatch(db, ids)).toEqual(new Map());
  expect(await statusesOf(ids)).toEqual(["confirmed", "confirmed", "refused", "refused"]);
});

test("an order that nobody knows, or of the normal lane, is told and holds up no other", async () => {
  const { sku } = await surging(9);
  const [id = ""] = await waiting(sku, [1]);
  const [unknown, normal] = [newId(), newId()];
  const row = { orderId: normal, idempotencyKey: normal, correlationId: "c", requestHash: "0".repeat(64) };
  const { productId } = await findProduct(db, sku);
  await db.insert(orders).values({ ...row, productId, quantity: 1, unitPrice: 1 });
  expect([...(await decideBatch(db, [unknown, id, normal])).keys()]).toEqual([unknown, normal]);
  expect(await statusesOf([id])).toEqual(["confirmed"]);
  expect(await stockOf(sku)).toBe(8);
});

test("two that confirm the same orders at once take the stock once", async () => {
  const { sku } = await surging(500);
  for (let round = 0; round < 10; round++) {
    const ids = await waiting(sku, [1, 2, 1, 2]);
    const batches = [ids, ids.slice(1), ids.slice(0, 3), ids.toReversed()];
    await Promise.all(batches.map((batch) => confirmTogether(db, batch)));
  }
  expect(await ledger(db, sku, { limit: 1 })).toMatchObject({ sold: 60, stock: 440, balanced: true });
});

test("goods that come before a refusal is written are sold", async () => {
  const { sku } = await surging(5);
  const [id = ""] = await waiting(sku, [5]);
  await refuseTogether(db, [id]);
  expect(await statusesOf([id])).toEqual(["pending"]);
  await decideBatch(db, [id]);
  expect(await statusesOf([id])).toEqual(["confirmed"]);
});

test("an order whose message was lost is decided once it has waited, and never swept", async () => {
  await db.delete(orders);
  const { sku } = await surging(1);
  const ids = await waiting(sku, [1, 1]);
  expect(await decideNeglected(db)).toBe(0);
  await db.execute(sql`UPDATE orders SET created_at = created_at - INTERVAL 1 HOUR`);
  expect(await sweepIntents(db)).toBe(0);
  expect(await decideNeglected(db)).toBe(2);
  expect(await statusesOf(ids)).toEqual(["confirmed", "refused"]);
  expect(await decideNeglected(db)).toBe(0);
});

test("a refused order gives its key back and keeps its row", async () => {
  const { sku } = await surging(1);
  const { lane, kept } = keepingLane();
  const buy = () => checkout(db, { sku, quantity: 1 }, { correlationId: newId(), idempotencyKey: key, lane });
  const key = newId();
  const first = await buy();
  await setStock(sku, 0);
  await decideBatch(db, kept);
  await setStock(sku, 5);
  const second = await buy();
  expect(second).toMatchObject({ outcome: "pending", replayed: false });
  await decideBatch(db, kept);
  const ids = [first, second].map((result) => (result.outcome === "pending" ? result.order.id : ""));
  expect(await statusesOf(ids)).toEqual(["refused", "confirmed"]);
  expect(await buy()).toMatchObject({ outcome: "sold", replayed: true, order: { id: ids[1] } });
  const [row] = await db
    .select()
    .from(orders)
    .where(eq(orders.orderId, String(ids[0])));
  expect(row).toMatchObject({ refusedAt: expect.any(Date), confirmedAt: null });
});
