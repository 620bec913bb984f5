import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connect, type Database } from "../db/client.ts";
import { newId } from "../db/columns.ts";
import { keepAliveFetch } from "../db/fetch.ts";
import { keyHash, requestHash } from "../hash.ts";
import { findProduct } from "../product/product.ts";
import { addProduct, createStore } from "../testing.ts";
import { checkout } from "./checkout.ts";
import { confirm, intend, withdraw } from "./intent.ts";
import { orders } from "./order.sql.ts";
import { sweepIntents } from "./sweep.ts";
import { intentFor } from "./testing.ts";

let db: Database;
let url: string;
let stop: () => Promise<void>;
beforeAll(async () => ({ db, url, stop } = await createStore()));
afterAll(() => stop());

const stockOf = async (sku: string) => (await findProduct(db, sku)).stock;

test("an intent that a crash left behind is cleared and never confirmed, also after a restock", async () => {
  const product = await addProduct(db, { stock: 0 });
  const key = newId();
  await intend(db, intentFor(product.productId, { idempotencyKey: key }));
  await db.execute(sql`UPDATE product SET stock = 5, initial_stock = 5 WHERE sku = ${product.sku}`);
  expect(await sweepIntents(db, 60_000)).toBe(0);
  await db.execute(
    sql`UPDATE orders SET created_at = created_at - INTERVAL 2 MINUTE WHERE idem_key = ${key}`,
  );
  expect(await sweepIntents(db, 60_000)).toBe(1);
  expect(await stockOf(product.sku)).toBe(5);
  expect(
    await db
      .select()
      .from(orders)
      .where(sql`idem_key = ${key}`),
  ).toEqual([]);
});

test("a refusal takes back the intent that found too little, and no other of the same key", async () => {
  const product = await addProduct(db, { stock: 5 });
  const key = newId();
  const purchase = { sku: product.sku, quantity: 1 };
  const named = { idempotencyKey: keyHash(key), requestHash: requestHash(purchase) };
  const intentNow = () => intentFor(product.productId, named);
  const [refused, next] = [intentNow(), intentNow()];
  await intend(db, refused);
  const send = keepAliveFetch(8_000);
  const meanwhile = connect(url, async (to, init) => {
    const [isConfirm, isWithdraw] = [/UPDATE `orders`/, /delete from `orders`/].map((statement) =>
      statement.test(init?.body ?? ""),
    );
    if (isConfirm) await withdraw(db, refused.orderId);
    if (isWithdraw) await intend(db, next);
    return send(to, init);
  });
  const context = { correlationId: newId(), idempotencyKey: key };
  expect(await checkout(meanwhile, purchase, context)).toMatchObject({
    outcome: "sold",
    order: { id: next.orderId },
    stock: 4,
  });
});

test.each([
  ["is being refused", 0, /"query":"COMMIT"/i],
  ["takes back its intent", 1, /delete from `orders`/],
])("goods that come while a sale %s are sold", async (_moment, stock, moment) => {
  const { sku } = await addProduct(db, { stock, reorderPoint: -1 });
  const setStock = (units: number) => db.execute(sql`UPDATE product SET stock = ${units} WHERE sku = ${sku}`);
  let filled = false;
  const meanwhile = connect(url, async (to, init) => {
    const statement = init?.body ?? "";
    if (!filled && /UPDATE `orders`/.test(statement)) await setStock(0);
    const answer = await keepAliveFetch(8_000)(to, init);
    if (!filled && moment.test(statement)) {
      filled = true;
      await setStock(5);
    }
    return answer;
  });
  const context = { correlationId: newId() };
  expect(await checkout(meanwhile, { sku, quantity: 1 }, context)).toMatchObject({
    outcome: "sold",
    stock: 4,
    replayed: false,
  });
});

test("confirming twice takes the stock once", async () => {
  const product = await addProduct(db, { stock: 5 });
  const intent = intentFor(product.productId);
  await intend(db, intent);
  const wins = await Promise.all([1, 2, 3].map(() => confirm(db, intent.orderId)));
  expect(wins.filter(Boolean)).toHaveLength(1);
  expect(await stockOf(product.sku)).toBe(4);
});
