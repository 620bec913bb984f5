import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { orders } from "../../order/order.sql.ts";
import { product } from "../../product/product.sql.ts";
import { reservation } from "../../reservation/reservation.sql.ts";
import { waitFor } from "../../reservation/testing.ts";
import { addProduct } from "../../testing.ts";
import { auditedStore, inMotion, wrong } from "./testing.ts";

const { db, findings, correct, settle, age } = auditedStore();

/** Two who wait and two who were served, with nothing left to do. */
async function line() {
  const shelf = await addProduct(db(), { stock: 0, restocking: false });
  const ids = [];
  for (const quantity of [1, 2, 3, 3]) ids.push((await waitFor(db(), shelf.sku, quantity)).id);
  await correct(shelf.sku, 3);
  await settle();
  return { ...shelf, ids };
}
const lines = ["line_adds_up", "reservation_ordered", "line_in_order", "line_served"];
const ofLine = async () =>
  Object.fromEntries(Object.entries(await findings()).filter(([name]) => lines.includes(name)));

test("a line that is served in order is right", async () => {
  await line();
  expect(await ofLine()).toEqual({});
});

test("units that wait without a reservation are wrong", async () => {
  const { sku } = await line();
  await db().update(product).set({ waiting: 7 });
  expect(await ofLine()).toEqual({
    line_adds_up: wrong(`product ${sku}`, /^7 wait, but its reservations claim 6$/),
  });
});

test("a reservation that was fulfilled without its order is wrong", async () => {
  const { ids } = await line();
  await db()
    .update(orders)
    .set({ quantity: 9 })
    .where(eq(orders.orderId, ids[1] ?? ""));
  expect(await ofLine()).toEqual({ reservation_ordered: wrong(`reservation ${ids[1]}`) });
  await db().delete(orders);
  expect(await ofLine()).toMatchObject({
    reservation_ordered: wrong(expect.stringMatching(/^reservation /)),
  });
});

test("who was served before somebody ahead is wrong", async () => {
  const { ids } = await line();
  const second = eq(reservation.reservationId, ids[1] ?? "");
  await db().update(reservation).set({ place: -1 }).where(second);
  await age(sql`reservation`, sql`closed_at`, 1);
  await db().execute(sql`UPDATE reservation SET closed_at = closed_at + INTERVAL 1 SECOND WHERE place = -1`);
  expect(await ofLine()).toEqual({
    line_in_order: wrong(`reservation ${ids[0]}`, "before one that stood ahead"),
  });
  await db().update(reservation).set({ place: 99 }).where(second);
  expect(await ofLine()).toEqual({
    line_in_order: wrong(`reservation ${ids[1]}`, "before one that stood ahead"),
  });
});

test("goods for the head that nobody has served is on its way", async () => {
  const { ids } = await line();
  await db().update(product).set({ stock: 3, initialStock: 3 });
  expect(await ofLine()).toEqual({
    line_served: inMotion(`reservation ${ids[2]}`, "the watchdog serves it"),
  });
});
