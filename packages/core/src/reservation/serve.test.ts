import { asc, eq, inArray } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Database } from "../db/client.ts";
import { newId } from "../db/columns.ts";
import { announceOrders } from "../order/announce.ts";
import { checkout } from "../order/checkout.ts";
import { confirm, intend } from "../order/intent.ts";
import { intentFor } from "../order/testing.ts";
import { findOrder } from "../order/order.ts";
import { changeSettings } from "../product/settings.ts";
import { showProduct } from "../product/catalogue.ts";
import { findProduct } from "../product/product.ts";
import { product } from "../product/product.sql.ts";
import { mail } from "../mail/mail.sql.ts";
import { receive } from "../restock/receive.ts";
import { orderedShelf } from "../restock/testing.ts";
import { adjust } from "../stock/adjust.ts";
import { ledger } from "../stock/ledger.ts";
import { addProduct, createStore, toldOf } from "../testing.ts";
import { cancelReservation } from "./cancel.ts";
import { findReservation } from "./reservation.ts";
import { reservation } from "./reservation.sql.ts";
import { SERVED_AT_ONCE, serveLine, serveLines } from "./serve.ts";
import { customer, waitFor } from "./testing.ts";

let db: Database;
let stop: () => Promise<void>;
beforeAll(async () => ({ db, stop } = await createStore()));
afterAll(() => stop());

const buy = (sku: string, quantity = 1) => checkout(db, { sku, quantity }, { correlationId: newId() });
const add = (sku: string, delta: number) =>
  adjust(db, sku, { delta, reason: "counted" }, { correlationId: newId() });
const statuses = async (...ids: string[]) =>
  Promise.all(ids.map(async (id) => (await findReservation(db, id)).status));

test("a receipt serves the line in its order, at the price of its day, and puts the rest on the shelf", async () => {
  const { sku, order } = await orderedShelf(db, { price: 1_000, reorderQuantity: 10 });
  const [a, b] = [await waitFor(db, sku, 3), await waitFor(db, sku, 4)];
  await changeSettings(db, sku, { price: 2_000 }, newId());
  await receive(db, { receiptId: newId(), restockId: order.id });
  expect(await findReservation(db, a.id)).toMatchObject({
    status: "fulfilled",
    position: null,
    orderId: a.id,
  });
  expect(await findOrder(db, b.id)).toMatchObject({ quantity: 4, unitPrice: 1_000, status: "confirmed" });
  expect(await showProduct(db, sku)).toMatchObject({ stock: 3, availability: "low_stock" });
  expect(await ledger(db, sku, { limit: 9 })).toMatchObject({
    received: 10,
    sold: 7,
    stock: 3,
    balanced: true,
  });
  expect(await toldOf(db, sku, "stock.replenished")).toMatchObject([{ stock: 3, quantity: 10 }]);
  expect((await toldOf(db, sku, "reservation.fulfilled")).map(({ orderId }) => orderId)).toEqual([
    a.id,
    b.id,
  ]);
});

test("the head is never skipped: who waits for five lets nobody behind pass who waits for one", async () => {
  const { sku } = await addProduct(db, { stock: 0 });
  const [five, one] = [await waitFor(db, sku, 5), await waitFor(db, sku, 1)];
  await add(sku, 4);
  expect(await statuses(five.id, one.id)).toEqual(["waiting", "waiting"]);
  await add(sku, 1);
  expect(await statuses(five.id, one.id)).toEqual(["fulfilled", "waiting"]);
  await add(sku, 1);
  expect(await statuses(one.id)).toEqual(["fulfilled"]);
});

test("when the head leaves, the next is served from what is there", async () => {
  const { sku } = await addProduct(db, { stock: 0 });
  const [five, two] = [await waitFor(db, sku, 5), await waitFor(db, sku, 2)];
  await add(sku, 4);
  await cancelReservation(db, five.id);
  expect(await statuses(two.id)).toEqual(["fulfilled"]);
  expect(await showProduct(db, sku)).toMatchObject({ stock: 2 });
});

test("goods that only the line waits for are sold to nobody else, before it is served either", async () => {
  const { sku, productId } = await addProduct(db, { stock: 0 });
  const { id } = await waitFor(db, sku, 2);
  // As after a receipt whose process died before it served the line.
  await db.update(product).set({ stock: 2, initialStock: 2 }).where(eq(product.productId, productId));
  expect(await buy(sku)).toMatchObject({ outcome: "out_of_stock", stock: 0 });
  const intent = intentFor(productId);
  await intend(db, intent);
  expect(await confirm(db, intent.orderId)).toBeUndefined();
  expect(await showProduct(db, sku)).toMatchObject({ stock: 0, availability: "sold_out" });
  await serveLines(db);
  expect(await statuses(id)).toEqual(["fulfilled"]);
  expect(await ledger(db, sku, { limit: 1 })).toMatchObject({ sold: 2, stock: 0, balanced: true });
});

test("a receipt that is delivered again serves whom the first delivery left waiting, and adds nothing", async () => {
  const { sku, order, productId } = await orderedShelf(db, { reorderQuantity: 10 });
  const receipt = { receiptId: newId(), restockId: order.id };
  await receive(db, receipt);
  await buy(sku, 10);
  const { id } = await waitFor(db, sku, 1);
  await db.update(product).set({ stock: 1, initialStock: 1 }).where(eq(product.productId, productId));
  await receive(db, receipt);
  await receive(db, receipt);
  expect(await statuses(id)).toEqual(["fulfilled"]);
  expect(await ledger(db, sku, { limit: 1 })).toMatchObject({
    received: 10,
    sold: 11,
    stock: 0,
    balanced: true,
  });
});

test("many who serve one line at once serve each once and in order", async () => {
  const { sku, productId } = await addProduct(db, { stock: 0 });
  const line = [];
  for (let index = 0; index < 6; index++) line.push((await waitFor(db, sku, 1)).id);
  await db.update(product).set({ stock: 5, initialStock: 5 }).where(eq(product.productId, productId));
  const served = await Promise.all(Array.from({ length: 6 }, () => serveLine(db, productId)));
  expect(served.reduce((sum, count) => sum + count, 0)).toBe(5);
  expect(await statuses(...line)).toEqual([...Array.from({ length: 5 }, () => "fulfilled"), "waiting"]);
  const rows = await db
    .select({ place: reservation.place })
    .from(reservation)
    .where(inArray(reservation.reservationId, line))
    .orderBy(asc(reservation.closedAt), asc(reservation.place));
  expect(rows.slice(1).map(({ place }) => place)).toEqual([1, 2, 3, 4, 5]);
  expect(await toldOf(db, sku, "reservation.fulfilled")).toHaveLength(5);
});

test("goods that the line claims end no sold-out period, and are asked for again while they do not suffice", async () => {
  const { sku, order } = await orderedShelf(db, { reorderQuantity: 2 });
  await waitFor(db, sku, 5);
  await receive(db, { receiptId: newId(), restockId: order.id });
  expect((await findProduct(db, sku)).soldOutAt).not.toBeNull();
  expect(await toldOf(db, sku, "stock.empty")).toHaveLength(1);
  expect(await toldOf(db, sku, "stock.replenished")).toMatchObject([{ stock: 0, quantity: 2 }]);
  expect(await toldOf(db, sku, "restock.requested")).toMatchObject([{ quantity: 2 }, { quantity: 3 }]);
});

test.each([
  ["en", (name: string) => `[Donut States] Your reservation: ${name}`],
  [undefined, (name: string) => `[Donut States] 예약 상품 확보: ${name}`],
] as const)(
  "the customer is written to once, in %s or the shop's own language",
  async (language, subject) => {
    const { sku, name } = await addProduct(db, { stock: 0 });
    const who = customer();
    const { id } = await waitFor(db, sku, 1, who, language);
    await add(sku, 1);
    await announceOrders(db);
    await announceOrders(db);
    const mails = await db.select().from(mail).where(eq(mail.recipient, who.email));
    expect(mails).toMatchObject([{ subject: subject(name), text: expect.stringContaining(id) }]);
  },
);

test("a long line is served in parts: whoever added the units is answered, and the watchdog goes on", async () => {
  const { sku } = await addProduct(db, { stock: 0 });
  const line = [];
  for (let index = 0; index <= SERVED_AT_ONCE; index++) line.push((await waitFor(db, sku, 1)).id);
  const last = line.at(-1) ?? "";
  expect(await add(sku, line.length + 1)).toMatchObject({ stock: 2 });
  expect(await findReservation(db, last)).toMatchObject({ status: "waiting", position: 1 });
  expect(await showProduct(db, sku)).toMatchObject({ stock: 1 });
  await serveLines(db);
  expect(await statuses(last)).toEqual(["fulfilled"]);
});

test("lines whose heads wait for more than there is do not keep the watchdog from the others", async () => {
  const { productId: blocked } = await addProduct(db, { stock: 1 });
  const [shelf] = await db.select().from(product).where(eq(product.productId, blocked));
  if (!shelf) throw new Error("There is no product");
  const many = Array.from({ length: 50 }, () => ({ productId: newId(), reservationId: newId() }));
  const shelves = many.map(({ productId }) => ({ ...shelf, productId, sku: productId, name: productId }));
  await db.insert(product).values(shelves.map((row) => ({ ...row, stock: 1, waiting: 2, line: 1 })));
  const common = { requestHash: "0", quantity: 2, unitPrice: 1, place: 1, correlationId: "c" };
  await db
    .insert(reservation)
    .values(many.map((ids) => ({ ...common, ...ids, idempotencyKey: ids.reservationId })));
  const { sku, productId } = await addProduct(db, { stock: 0 });
  const { id } = await waitFor(db, sku);
  await db.update(product).set({ stock: 1, initialStock: 1 }).where(eq(product.productId, productId));
  await serveLines(db);
  expect(await statuses(id)).toEqual(["fulfilled"]);
});
