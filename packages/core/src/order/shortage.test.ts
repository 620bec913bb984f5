import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { connect, type Database } from "../db/client.ts";
import { newId } from "../db/columns.ts";
import { keepAliveFetch } from "../db/fetch.ts";
import { restock } from "../restock/restock.sql.ts";
import { addProduct, createStore, restocksOf, toldOf } from "../testing.ts";
import { checkout } from "./checkout.ts";
import type { CheckoutResult } from "./outcome.ts";

let db: Database;
let url: string;
let stop: () => Promise<void>;
beforeAll(async () => ({ db, url, stop } = await createStore()));
afterAll(() => stop());

const CROWD = 24;
const isBegin = /"query":"begin"/i;

/** What a crowd is told that comes at once to a shelf, and what the database is sent for it. */
async function crowd(processes: number, stock: number) {
  const { sku } = await addProduct(db, { stock });
  const statements: string[] = [];
  const send = keepAliveFetch(60_000);
  let underWay = 0;
  let isFirst = processes === 1;
  /** In one process all the others wait for the first decision, or are done, before it begins. */
  const holdFirst = async (statement: string) => {
    if (!isFirst || !isBegin.test(statement)) return;
    isFirst = false;
    await vi.waitUntil(() => underWay === 1, { timeout: 60_000 });
  };
  const databases = Array.from({ length: processes }, () =>
    connect(url, async (target, init) => {
      const statement = init?.body ?? "";
      statements.push(statement);
      underWay += 1;
      await holdFirst(statement);
      return send(target, init).finally(() => (underWay -= 1));
    }),
  );
  const results = await Promise.all(
    Array.from({ length: CROWD }, (_, at) =>
      checkout(databases[at % processes] ?? db, { sku, quantity: 1 }, { correlationId: newId() }),
    ),
  );
  const sent = (pattern: RegExp) => statements.filter((statement) => pattern.test(statement)).length;
  return { sku, results, transactions: sent(isBegin), decisions: sent(/INSERT INTO `restock`/) };
}

test("of a crowd at an empty shelf one decides for all in the process", async () => {
  const { sku, results, transactions, decisions } = await crowd(1, 0);
  for (const result of results)
    expect(result).toMatchObject({ outcome: "out_of_stock", restock: { sku, status: "requested" } });
  expect(decisions).toBe(1);
  expect(transactions).toBeLessThan(CROWD / 2);
});

test("of many processes each that comes at once may ask, and one decides", async () => {
  const { sku, results, decisions } = await crowd(CROWD, 0);
  for (const result of results)
    expect(result).toMatchObject({ outcome: "out_of_stock", restock: { sku, status: "requested" } });
  expect(decisions).toBe(1);
  expect(await toldOf(db, sku, "order.refused")).toHaveLength(1);
});

test("a crowd that empties the shelf is sold what there is, and opens one restock order", async () => {
  const { sku, results, transactions } = await crowd(1, 5);
  expect(results.filter(({ outcome }) => outcome === "sold")).toHaveLength(5);
  expect(transactions).toBeLessThan(CROWD / 2);
  expect(await restocksOf(db, sku)).toHaveLength(1);
  expect(await toldOf(db, sku, "stock.empty")).toHaveLength(1);
});

/**
 * Two buyers in one process: the second comes when the first has sent such a statement, whose answer the first gets, or loses
 * for good, once the second has looked so often. How it ended for the first and for the second.
 */
async function followed(sku: string, moment: RegExp, looks: number, isLost: boolean) {
  const send = keepAliveFetch(60_000);
  const second: Promise<CheckoutResult>[] = [];
  let seen = 0;
  const buy = () => checkout(shared, { sku, quantity: 1 }, { correlationId: newId() });
  const shared: Database = connect(url, async (target, init) => {
    const statement = init?.body ?? "";
    const answer = await send(target, init);
    if (second.length > 0) seen += Number(/^\{"query":"select/i.test(statement));
    else if (moment.test(statement)) {
      second.push(buy());
      await vi.waitUntil(() => seen >= looks, { timeout: 60_000 });
      if (isLost) throw new Error("The disk is full");
    }
    return answer;
  });
  const first = await buy().catch(() => undefined);
  return { first, second: await second[0] };
}

test("who sells the last one while the restock of a sale before is decided has the empty shelf told", async () => {
  const { sku } = await addProduct(db, { stock: 2, reorderPoint: 1 });
  const { first, second } = await followed(sku, /"query":"COMMIT"/i, 2, false);
  expect([first, second]).toMatchObject([{ outcome: "sold" }, { outcome: "sold", stock: 0 }]);
  expect(await toldOf(db, sku, "stock.empty")).toHaveLength(1);
  expect(await restocksOf(db, sku)).toHaveLength(1);
});

test("who waited for a decision that failed decides", async () => {
  const { sku } = await addProduct(db, { stock: 0 });
  const { first, second } = await followed(sku, /INSERT INTO `restock`/, 1, true);
  expect(first).toBeUndefined();
  expect(second).toMatchObject({ outcome: "out_of_stock", restock: { sku, status: "requested" } });
  expect(await toldOf(db, sku, "order.refused")).toHaveLength(1);
});

test("a refusal that is no news orders again where what was on its way is not", async () => {
  const { sku, productId } = await addProduct(db, { stock: 2 });
  const refuse = () => checkout(db, { sku, quantity: 15 }, { correlationId: newId() });
  await refuse();
  await db.update(restock).set({ status: "failed", openKey: null }).where(eq(restock.productId, productId));
  expect(await refuse()).toMatchObject({ outcome: "out_of_stock", restock: { quantity: 13 } });
  expect(await restocksOf(db, sku)).toHaveLength(2);
  expect(await toldOf(db, sku, "order.refused")).toHaveLength(1);
});
