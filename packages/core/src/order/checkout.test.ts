import { desc, eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { connect, type Database } from "../db/client.ts";
import { newId } from "../db/columns.ts";
import { keepAliveFetch } from "../db/fetch.ts";
import { commit } from "../event/outbox.ts";
import { findProduct } from "../product/product.ts";
import { factory } from "../product/product.sql.ts";
import { watch } from "../restock/watch.ts";
import { ledger } from "../stock/ledger.ts";
import { addProduct, createStore, restocksOf, toldOf } from "../testing.ts";
import { checkout } from "./checkout.ts";
import { findOrder } from "./order.ts";
import { orders } from "./order.sql.ts";
import { announceRefusal } from "./refusal.ts";

let db: Database;
let url: string;
let stop: () => Promise<void>;
beforeAll(async () => ({ db, url, stop } = await createStore()));
afterAll(() => stop());

const buy = (sku: string, quantity = 1, idempotencyKey?: string) =>
  checkout(db, { sku, quantity }, { correlationId: newId(), idempotencyKey });
const stockOf = async (sku: string) => (await findProduct(db, sku)).stock;

test("a sale takes the stock and says what is left", async () => {
  const { sku } = await addProduct(db, { stock: 3, price: 19_900 });
  const result = await buy(sku, 2);
  expect(result).toMatchObject({
    outcome: "sold",
    stock: 1,
    replayed: false,
    order: { sku, quantity: 2, unitPrice: 19_900, total: 39_800, status: "confirmed", currency: "KRW" },
  });
  expect(await stockOf(sku)).toBe(1);
});

/** The first words of the statements that a database is sent while `work` runs. */
async function statementsOf(work: (db: Database) => Promise<unknown>): Promise<string[]> {
  const statements: string[] = [];
  const fetch = keepAliveFetch(30_000);
  await work(
    connect(url, (target, init) => {
      const { query = "" } = JSON.parse(init?.body ?? "{}") as { query?: string };
      statements.push(query.trim().split(" ")[0]?.toLowerCase() ?? "");
      return fetch(target, init);
    }),
  );
  return statements;
}

test("a sale that leaves plenty takes one read and two writes, and says all of the order", async () => {
  const { sku } = await addProduct(db, { stock: 30, reorderPoint: 5 });
  const sold: unknown[] = [];
  const statements = await statementsOf(async (counted) =>
    sold.push(await checkout(counted, { sku, quantity: 4 }, { correlationId: newId() })),
  );
  expect(statements).toEqual(["select", "insert", "update"]);
  const [{ orderId } = { orderId: "" }] = await db
    .select()
    .from(orders)
    .orderBy(desc(orders.orderId))
    .limit(1);
  const order = await findOrder(db, orderId);
  expect(sold).toEqual([{ outcome: "sold", order, stock: 26, replayed: false }]);
});

test("what is left beside a waiting line is what can be bought, and what it claims counts as missing", async () => {
  const { sku } = await addProduct(db, { stock: 30, waiting: 8, reorderPoint: 5 });
  const statements = await statementsOf(async (counted) => {
    const result = await checkout(counted, { sku, quantity: 4 }, { correlationId: newId() });
    expect(result).toMatchObject({ outcome: "sold", stock: 18 });
  });
  expect(statements).toEqual(["select", "insert", "update"]);
  expect(await stockOf(sku)).toBe(26);
  expect(await buy(sku, 13)).toMatchObject({ outcome: "sold", stock: 5 });
  expect(await restocksOf(db, sku)).toHaveLength(1);
  expect(await buy(sku, 6)).toMatchObject({ outcome: "out_of_stock", stock: 5 });
  expect(await findProduct(db, sku)).toMatchObject({ stock: 13, waiting: 8 });
});

test("a refusal while a restock is on its way is one read", async () => {
  const { sku } = await addProduct(db, { stock: 0 });
  await buy(sku);
  const statements = await statementsOf((counted) =>
    checkout(counted, { sku, quantity: 1 }, { correlationId: newId() }),
  );
  expect(statements).toEqual(["select"]);
});

test("the sale that reaches the reorder point orders, and the one before it does not", async () => {
  const { sku } = await addProduct(db, { stock: 7, reorderPoint: 5 });
  expect(await buy(sku)).toMatchObject({ outcome: "sold", stock: 6 });
  expect(await restocksOf(db, sku)).toEqual([]);
  expect(await buy(sku)).toMatchObject({ outcome: "sold", stock: 5 });
  expect(await restocksOf(db, sku)).toHaveLength(1);
});

test("an unknown product is a refusal with a name", async () => {
  await expect(buy("no-such-sku")).rejects.toMatchObject({ code: "product_not_found" });
});

test("the last sale opens one restock order and tells of the empty shelf", async () => {
  const { sku } = await addProduct(db, { stock: 1 });
  await buy(sku);
  const [order, ...others] = await restocksOf(db, sku);
  expect(others).toEqual([]);
  expect(order).toMatchObject({ sku, quantity: 10, status: "requested", attempts: 0 });
  expect(await toldOf(db, sku, "restock.requested")).toHaveLength(1);
  const [empty] = await toldOf(db, sku, "stock.empty");
  expect(empty).toEqual({ sku, stock: 0, restockId: order?.id });
});

test("out of stock is a value, leaves no order behind and is told once", async () => {
  const { sku } = await addProduct(db, { stock: 0 });
  const refusals = await Promise.all(Array.from({ length: 10 }, () => buy(sku)));
  for (const refusal of refusals)
    expect(refusal).toMatchObject({
      outcome: "out_of_stock",
      stock: 0,
      restock: { sku, status: "requested" },
    });
  expect(await restocksOf(db, sku)).toHaveLength(1);
  expect(await toldOf(db, sku, "order.refused")).toHaveLength(1);
  expect(await toldOf(db, sku, "stock.empty")).toHaveLength(1);
  expect((await ledger(db, sku, { limit: 10 })).movements).toEqual([]);
});

test("a refusal of more than there is asks for the shortfall, and the shelf is not called empty", async () => {
  const { sku } = await addProduct(db, { stock: 2, reorderQuantity: 1 });
  expect(await buy(sku, 20)).toMatchObject({ outcome: "out_of_stock", stock: 2, restock: { quantity: 18 } });
  expect(await toldOf(db, sku, "stock.empty")).toEqual([]);
  expect(await buy(sku, 2)).toMatchObject({ outcome: "sold", stock: 0 });
  expect(await toldOf(db, sku, "stock.empty")).toHaveLength(1);
  expect(await restocksOf(db, sku)).toHaveLength(1);
});

test("a key is sold once, also at the same moment and when the shelf is empty by then", async () => {
  const { sku } = await addProduct(db, { stock: 2 });
  const key = newId();
  const results = await Promise.all(Array.from({ length: 8 }, () => buy(sku, 1, key)));
  const ids = results.map((result) => (result.outcome === "sold" ? result.order.id : undefined));
  expect(new Set(ids).size).toBe(1);
  expect(results.filter((result) => result.outcome === "sold" && !result.replayed)).toHaveLength(1);
  await buy(sku);
  expect(await buy(sku, 1, key)).toMatchObject({
    outcome: "sold",
    replayed: true,
    stock: 0,
    order: { id: ids[0] },
  });
  expect(await stockOf(sku)).toBe(0);
});

test("a refused key may succeed later", async () => {
  const { sku } = await addProduct(db, { stock: 0 });
  const key = newId();
  expect(await buy(sku, 1, key)).toMatchObject({ outcome: "out_of_stock" });
  await db.execute(sql`UPDATE product SET stock = 5, initial_stock = 5 WHERE sku = ${sku}`);
  expect(await buy(sku, 1, key)).toMatchObject({ outcome: "sold", replayed: false, stock: 4 });
});

test("a key of another purchase is refused", async () => {
  const { sku } = await addProduct(db, { stock: 5 });
  const key = newId();
  await buy(sku, 1, key);
  await expect(buy(sku, 2, key)).rejects.toMatchObject({ code: "idempotency_key_reused" });
  expect(await stockOf(sku)).toBe(4);
});

test("64 buyers, 500 donuts, 5 % repeated keys: nothing oversold, balanced, one restock order", async () => {
  const { sku } = await addProduct(db, { stock: 500 });
  const keys: string[] = [];
  const sold = new Set<string>();
  let refused = 0;
  let next = 0;
  const buyer = async () => {
    while (next++ < 700) {
      const repeated = Math.random() < 0.05 ? keys[Math.floor(Math.random() * keys.length)] : undefined;
      const key = repeated ?? newId();
      keys.push(key);
      const result = await buy(sku, 1, key);
      if (result.outcome === "sold") sold.add(result.order.id);
      else refused += 1;
    }
  };
  await Promise.all(Array.from({ length: 64 }, buyer));
  expect(sold.size).toBe(500);
  expect(refused).toBeGreaterThan(100);
  expect(await ledger(db, sku, { limit: 1 })).toMatchObject({
    initial: 500,
    sold: 500,
    stock: 0,
    expected: 0,
    balanced: true,
  });
  expect(await restocksOf(db, sku)).toHaveLength(1);
  expect(await toldOf(db, sku, "restock.requested")).toHaveLength(1);
});

test("a refusal that a delivery overtook is no news of the next sold-out period", async () => {
  const { sku } = await addProduct(db, { stock: 0 });
  const refused = await findProduct(db, sku);
  await db.execute(sql`UPDATE product SET stock = 1, initial_stock = 1 WHERE sku = ${sku}`);
  await commit(db, newId(), (unit) => announceRefusal(unit, refused, 1));
  expect(await toldOf(db, sku, "order.refused")).toEqual([]);
  await buy(sku);
  await buy(sku);
  expect(await toldOf(db, sku, "order.refused")).toEqual([{ sku, quantity: 1, stock: 0 }]);
});

test("a sale stays a sale when its restock cannot be decided, and the watchdog decides it", async () => {
  const { sku } = await addProduct(db, { stock: 1 });
  vi.stubEnv("LEAD_TIME_MS", "soon");
  const warn = vi.spyOn(console, "warn").mockImplementation(() => undefined);
  expect(await buy(sku)).toMatchObject({ outcome: "sold", stock: 0 });
  expect(warn).toHaveBeenCalledWith(expect.stringContaining("LEAD_TIME_MS must be a number"));
  warn.mockRestore();
  expect(await restocksOf(db, sku)).toEqual([]);
  vi.stubEnv("LEAD_TIME_MS", undefined);
  await watch(db);
  expect(await restocksOf(db, sku)).toHaveLength(1);
});

test("a product whose factory is missing is sold and refused like any other; operations are told once", async () => {
  const { sku, factoryId } = await addProduct(db, { stock: 2, reorderPoint: 1 });
  const [row] = await db.select().from(factory).where(eq(factory.factoryId, factoryId));
  await db.delete(factory).where(eq(factory.factoryId, factoryId));
  expect(await buy(sku)).toMatchObject({ outcome: "sold", stock: 1 });
  expect(await buy(sku)).toMatchObject({ outcome: "sold", stock: 0 });
  const refusals = await Promise.all(Array.from({ length: 8 }, () => buy(sku)));
  for (const refusal of refusals) expect(refusal).toMatchObject({ outcome: "out_of_stock", restock: null });
  await watch(db);
  expect(await toldOf(db, sku, "incident.raised")).toMatchObject([{ kind: "factory_missing", about: sku }]);
  expect(await toldOf(db, sku, "stock.empty")).toEqual([{ sku, stock: 0, restockId: null }]);
  if (row) await db.insert(factory).values(row);
  await db.execute(sql`UPDATE product SET restock_after = NULL WHERE sku = ${sku}`);
  await watch(db);
  expect(await restocksOf(db, sku)).toHaveLength(1);
});
