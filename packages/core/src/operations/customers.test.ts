import { eq, isNotNull, sql } from "drizzle-orm";
import * as v from "valibot";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { Database } from "../db/client.ts";
import { newId } from "../db/columns.ts";
import { fromNow } from "../db/columns.ts";
import { requestHash } from "../hash.ts";
import { mail } from "../mail/mail.sql.ts";
import { announceOrders } from "../order/announce.ts";
import { checkout } from "../order/checkout.ts";
import { findOrder } from "../order/order.ts";
import { orders } from "../order/order.sql.ts";
import { findReservation } from "../reservation/reservation.ts";
import type { Reservation } from "../reservation/reservation.schema.ts";
import { reservation } from "../reservation/reservation.sql.ts";
import { reserve } from "../reservation/reserve.ts";
import { customer, rowOf, waitFor } from "../reservation/testing.ts";
import { cancelReservation } from "../reservation/cancel.ts";
import { adjust } from "../stock/adjust.ts";
import { addProduct, createStore } from "../testing.ts";
import { forgetCustomer, forgetOldCustomers } from "./customers.ts";

let db: Database;
let stop: () => Promise<void>;
beforeAll(async () => ({ db, stop } = await createStore()));
afterAll(() => stop());

async function buy(who = customer()) {
  const { sku } = await addProduct(db);
  const result = await checkout(db, { sku, quantity: 1, customer: who }, { correlationId: newId() });
  if (result.outcome !== "sold") throw new Error("It was not sold");
  return result.order.id;
}
const namesIn = async (who: { name: string; email: string }) => {
  const rows = [
    ...(await db.select().from(orders)),
    ...(await db.select().from(reservation)),
    ...(await db.select().from(mail)),
  ];
  return rows.filter((row) => JSON.stringify(row).includes(who.email)).length;
};

test("a customer who is forgotten is named nowhere, waits for nothing, and has bought what was bought", async () => {
  const said = vi.spyOn(console, "info").mockImplementation(() => {});
  const [who, other] = [customer(), customer()];
  const [bought, others] = [await buy(who), await buy(other)];
  const [a, b] = [await addProduct(db, { stock: 0 }), await addProduct(db, { stock: 0 })];
  const served = await waitFor(db, a.sku, 1, who);
  await adjust(db, a.sku, { delta: 1, reason: "found" }, { correlationId: newId() });
  await announceOrders(db);
  const waits = await waitFor(db, b.sku, 1, who);

  expect(await forgetCustomer(db, who.email)).toEqual({ cancelled: 1, reservations: 2, orders: 2, mails: 2 });
  expect(await forgetCustomer(db, who.email)).toEqual({ cancelled: 0, reservations: 0, orders: 0, mails: 0 });
  await announceOrders(db);
  expect(await namesIn(who)).toBe(0);
  expect(await findReservation(db, waits.id)).toMatchObject({ status: "cancelled" });
  expect(await findReservation(db, served.id)).toMatchObject({ status: "fulfilled" });
  expect(await findOrder(db, bought)).toMatchObject({ status: "confirmed" });
  expect(await findOrder(db, others)).toMatchObject({ status: "confirmed" });
  expect(await namesIn(other)).toBe(2);
  const lines = JSON.stringify(said.mock.calls);
  expect(lines).toContain("a customer was forgotten");
  expect(lines).not.toContain(who.email);
  said.mockRestore();
});

test("a sale that was not announced yet is not written to whoever is forgotten", async () => {
  const who = customer();
  await buy(who);
  await forgetCustomer(db, who.email);
  await announceOrders(db);
  expect(await namesIn(who)).toBe(0);
});

test("no hash of a forgotten customer's name and address is kept, and their keys buy nothing more", async () => {
  const [who, { sku }, empty] = [customer(), await addProduct(db), await addProduct(db, { stock: 0 })];
  const context = { correlationId: newId(), idempotencyKey: newId() };
  const [purchase, wish] = [
    { sku, quantity: 1, customer: who },
    { quantity: 1, customer: who },
  ];
  await checkout(db, purchase, context);
  await reserve(db, empty.sku, wish, context);
  await adjust(db, empty.sku, { delta: 1, reason: "found" }, { correlationId: newId() });
  await forgetCustomer(db, who.email);
  const kept = JSON.stringify([await db.select().from(orders), await db.select().from(reservation)]);
  for (const asked of [purchase, { sku: empty.sku, ...wish }]) expect(kept).not.toContain(requestHash(asked));
  const reused = { code: "idempotency_key_reused" };
  await expect(checkout(db, purchase, context)).rejects.toMatchObject(reused);
  await expect(reserve(db, empty.sku, wish, context)).rejects.toMatchObject(reused);
});

test("who reserves again while being forgotten is a new customer, who can be told", async () => {
  const [a, b, who] = [await addProduct(db, { stock: 0 }), await addProduct(db, { stock: 0 }), customer()];
  const left = await waitFor(db, a.sku, 1, who);
  const again: Reservation[] = [];
  // The one transaction of forgetting is the one in which the line is left.
  const meanwhile: Database = Object.assign(Object.create(db), {
    transaction: async (...work: Parameters<Database["transaction"]>) => {
      const result = await db.transaction(...work);
      again.push(await waitFor(db, b.sku, 1, who));
      return result;
    },
  });
  expect(await forgetCustomer(meanwhile, who.email)).toMatchObject({ cancelled: 1, reservations: 1 });
  expect(await rowOf(db, left)).toMatchObject({ customerEmail: null });
  expect(again).toHaveLength(1);
  for (const one of again) expect(await rowOf(db, one)).toMatchObject({ customerEmail: who.email });
});

test("after a year nobody knows any more who it was, but for whoever still waits", async () => {
  const [old, recent, waiting] = [customer(), customer(), customer()];
  const { sku } = await addProduct(db, { stock: 0 });
  const [orderId] = [await buy(old), await buy(recent)];
  const closed = await waitFor(db, sku, 1, old);
  await cancelReservation(db, closed.id);
  const waits = await waitFor(db, sku, 1, waiting);
  const long = fromNow(-366 * 24 * 60 * 60_000);
  await db.update(orders).set({ createdAt: long }).where(eq(orders.orderId, orderId));
  await db.update(reservation).set({ closedAt: long }).where(eq(reservation.reservationId, closed.id));
  await db.update(reservation).set({ createdAt: long }).where(eq(reservation.reservationId, waits.id));
  await forgetOldCustomers(db);
  expect([await namesIn(old), await namesIn(recent), await namesIn(waiting)]).toEqual([0, 1, 1]);
  expect(await rowOf(db, waits)).toMatchObject({ customerEmail: waiting.email });
});

const Status = v.object({ Value: v.string() });

test("who is kept, and who was forgotten before, is not read again, however many they are", async () => {
  await db.delete(orders);
  await buy();
  for (let doubling = 0; doubling < 12; doubling++)
    await db.execute(sql`
      INSERT INTO orders (order_id, idem_key, request_hash, product_id, quantity, unit_price, status, correlation_id, customer_email)
      SELECT RANDOM_BYTES(16), UUID(), request_hash, product_id, quantity, unit_price, status, correlation_id, customer_email
        FROM orders`);
  const long = fromNow(-366 * 24 * 60 * 60_000);
  await db.update(orders).set({ createdAt: long, customerEmail: null }).limit(2_000);
  await db.update(orders).set({ createdAt: long }).where(isNotNull(orders.customerEmail)).limit(3);
  // The server counts by connection, and a transaction has one.
  await db.transaction(async (tx) => {
    const read = async () => {
      const { rows } = await tx.execute(sql`SHOW SESSION STATUS LIKE 'Handler_read%'`);
      return v.parse(v.array(Status), rows).reduce((sum, { Value }) => sum + Number(Value), 0);
    };
    const counted: Database = Object.assign(Object.create(db), {
      select: tx.select.bind(tx),
      update: tx.update.bind(tx),
    });
    const before = await read();
    await forgetOldCustomers(counted);
    expect((await read()) - before).toBeLessThan(100);
  });
  expect(await db.$count(orders, isNotNull(orders.customerEmail))).toBe(4_096 - 2_000 - 3);
});
