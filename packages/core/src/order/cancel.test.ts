import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Database } from "../db/client.ts";
import { newId } from "../db/columns.ts";
import { mail } from "../mail/mail.sql.ts";
import { forgetCustomer } from "../operations/customers.ts";
import { findProduct } from "../product/product.ts";
import { findReservation } from "../reservation/reservation.ts";
import { customer, waitFor } from "../reservation/testing.ts";
import { ledger } from "../stock/ledger.ts";
import { addProduct, createStore, restocksOf, toldOf } from "../testing.ts";
import { cancelOrder } from "./cancel.ts";
import { checkout } from "./checkout.ts";
import { decideBatch } from "./surge/decide.ts";
import { confirm, intend } from "./intent.ts";
import { intentFor, keepingLane } from "./testing.ts";

let db: Database;
let stop: () => Promise<void>;
beforeAll(async () => ({ db, stop } = await createStore()));
afterAll(() => stop());

async function bought(stock: number, quantity: number, language: "ko" | "en" = "en") {
  const [shelf, who] = [await addProduct(db, { stock }), customer()];
  const purchase = { sku: shelf.sku, quantity, customer: who };
  const result = await checkout(db, purchase, { correlationId: newId(), language });
  if (result.outcome !== "sold") throw new Error("It was not sold");
  return { ...shelf, who, order: result.order };
}

test("the units return with a movement, once, however often and however many cancel", async () => {
  const { sku, order } = await bought(2, 2);
  const answers = await Promise.all(Array.from({ length: 6 }, () => cancelOrder(db, order.id)));
  expect(answers).toEqual(answers.map(() => ({ ...order, status: "cancelled" })));
  expect(await ledger(db, sku, { limit: 9 })).toMatchObject({
    sold: 2,
    adjusted: 2,
    stock: 2,
    balanced: true,
    movements: expect.arrayContaining([
      expect.objectContaining({ kind: "sale", delta: -2, source: order.id }),
      expect.objectContaining({ kind: "adjustment", delta: 2, source: order.id }),
    ]),
  });
  expect(await findProduct(db, sku)).toMatchObject({ soldOutAt: null });
  expect(await toldOf(db, sku, "stock.replenished")).toEqual([
    { sku, stock: 2, restockId: null, quantity: 2 },
  ]);
  expect(await toldOf(db, order.id, "order.cancelled")).toEqual([{ orderId: order.id, sku, quantity: 2 }]);
});

test("a sale of the surge lane is taken back once it is one", async () => {
  const { sku } = await addProduct(db, { stock: 2, lane: "surge" });
  const { lane, kept } = keepingLane();
  const buy = () => checkout(db, { sku, quantity: 2 }, { correlationId: newId(), lane });
  await Promise.all([buy(), buy()]);
  const undecided = { code: "order_not_confirmed", message: expect.stringContaining("not decided yet") };
  for (const id of kept) await expect(cancelOrder(db, id)).rejects.toMatchObject(undecided);
  await decideBatch(db, kept);
  const answers = await Promise.allSettled(kept.map((id) => cancelOrder(db, id)));
  expect(answers.toSorted((a, b) => a.status.localeCompare(b.status))).toMatchObject([
    { status: "fulfilled", value: { status: "cancelled" } },
    { reason: { code: "order_not_confirmed", message: expect.stringContaining("was refused") } },
  ]);
  expect(await ledger(db, sku, { limit: 9 })).toMatchObject({
    sold: 2,
    adjusted: 2,
    stock: 2,
    balanced: true,
  });
});

test("who waits is served from what comes back", async () => {
  const { sku, order } = await bought(2, 2);
  const { id } = await waitFor(db, sku, 1);
  await cancelOrder(db, order.id);
  expect(await findReservation(db, id)).toMatchObject({ status: "fulfilled" });
  expect(await ledger(db, sku, { limit: 9 })).toMatchObject({ stock: 1, balanced: true });
});

test("what comes back is not enough: a restock is considered", async () => {
  const { sku, productId } = await addProduct(db, { stock: 1, reorderPoint: 1 });
  const intent = intentFor(productId);
  // As after a sale whose process died before its restock was decided.
  await intend(db, intent);
  await confirm(db, intent.orderId);
  await cancelOrder(db, intent.orderId);
  expect(await restocksOf(db, sku)).toHaveLength(1);
});

test("the customer is told once, in their language", async () => {
  const { order, who, name } = await bought(1, 1, "en");
  await cancelOrder(db, order.id);
  await cancelOrder(db, order.id);
  const mails = await db.select().from(mail).where(eq(mail.recipient, who.email));
  expect(mails).toMatchObject([{ subject: `[Donut States] Your order was cancelled: ${name}` }]);
});

test("who is forgotten while the order is cancelled is not written to", async () => {
  const { order, who } = await bought(1, 1);
  const meanwhile: Database = Object.assign(Object.create(db), {
    transaction: async (...work: Parameters<Database["transaction"]>) => {
      await forgetCustomer(db, who.email);
      return db.transaction(...work);
    },
  });
  expect(await cancelOrder(meanwhile, order.id)).toMatchObject({ status: "cancelled" });
  expect(await db.select().from(mail).where(eq(mail.recipient, who.email))).toEqual([]);
});

test("an intent is no order that could be cancelled", async () => {
  const { productId } = await addProduct(db);
  const intent = intentFor(productId);
  await intend(db, intent);
  const unknown = { code: "order_not_found" };
  await expect(cancelOrder(db, intent.orderId)).rejects.toMatchObject(unknown);
  await expect(cancelOrder(db, newId())).rejects.toMatchObject(unknown);
});
