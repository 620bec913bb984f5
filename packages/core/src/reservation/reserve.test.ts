import { afterAll, beforeAll, expect, test } from "vitest";
import type { Database } from "../db/client.ts";
import { newId } from "../db/columns.ts";
import { changeSettings } from "../product/settings.ts";
import { findProduct } from "../product/product.ts";
import { product } from "../product/product.sql.ts";
import { orderedShelf } from "../restock/testing.ts";
import { addProduct, createStore, eventsOf, restocksOf, toldOf } from "../testing.ts";
import { adjust } from "../stock/adjust.ts";
import { cancelReservation } from "./cancel.ts";
import { findReservation, listReservations } from "./reservation.ts";
import { LONGEST_LINE, reserve } from "./reserve.ts";
import { customer, rowOf, waitFor } from "./testing.ts";

let db: Database;
let stop: () => Promise<void>;
beforeAll(async () => ({ db, stop } = await createStore()));
afterAll(() => stop());

const emptyShelf = () => addProduct(db, { stock: 0, reorderQuantity: 10 });
const by = (sku: string, who = customer(), idempotencyKey?: string, quantity = 1) =>
  reserve(db, sku, { quantity, customer: who }, { correlationId: newId(), idempotencyKey });

test("who comes first stands first, and who leaves lets the others move up", async () => {
  const { sku } = await emptyShelf();
  const line = [await waitFor(db, sku, 2), await waitFor(db, sku, 1), await waitFor(db, sku, 3)];
  expect(line.map(({ position, status }) => [position, status])).toEqual([
    [1, "waiting"],
    [2, "waiting"],
    [3, "waiting"],
  ]);
  expect(await findProduct(db, sku)).toMatchObject({ waiting: 6, line: 3 });
  const [first, second, third] = line.map(({ id }) => id);
  expect(await cancelReservation(db, second ?? "")).toMatchObject({ status: "cancelled", position: null });
  expect(await findReservation(db, first ?? "")).toMatchObject({ position: 1 });
  expect(await findReservation(db, third ?? "")).toMatchObject({ position: 2 });
  expect(await findProduct(db, sku)).toMatchObject({ waiting: 5 });
  expect((await listReservations(db, { sku, status: "waiting", limit: 9 })).map(({ id }) => id)).toEqual([
    third,
    first,
  ]);
});

test("nobody waits for what can be bought, and everybody for what cannot", async () => {
  const { sku } = await addProduct(db, { stock: 3 });
  await expect(waitFor(db, sku, 3)).rejects.toMatchObject({ code: "in_stock" });
  expect(await waitFor(db, sku, 4)).toMatchObject({ position: 1 });
  expect(await waitFor(db, sku, 1)).toMatchObject({ position: 2 });
  expect(await toldOf(db, sku, "stock.empty")).toHaveLength(1);
});

test("a customer waits once for a product, and again once served or gone", async () => {
  const [a, b, who] = [await emptyShelf(), await emptyShelf(), customer()];
  const { id } = await waitFor(db, a.sku, 1, who);
  await expect(by(a.sku, who)).rejects.toMatchObject({ code: "already_waiting" });
  expect(await waitFor(db, b.sku, 1, who)).toMatchObject({ position: 1 });
  await cancelReservation(db, id);
  expect(await waitFor(db, a.sku, 1, who)).toMatchObject({ position: 1 });
  await adjust(db, a.sku, { delta: 1, reason: "found" }, { correlationId: newId() });
  expect(await waitFor(db, a.sku, 1, who)).toMatchObject({ position: 1 });
});

test("one customer at the same moment waits once", async () => {
  const [{ sku }, who] = [await emptyShelf(), customer()];
  const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => by(sku, who)));
  const refusals = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
  expect(refusals).toEqual(
    Array.from({ length: 7 }, () => expect.objectContaining({ code: "already_waiting" })),
  );
  expect(await findProduct(db, sku)).toMatchObject({ waiting: 1 });
});

test("a key reserves once, also at the same moment and once it is cancelled, and never something else", async () => {
  const [{ sku }, other, who, key] = [await emptyShelf(), await emptyShelf(), customer(), newId()];
  const results = await Promise.all(Array.from({ length: 6 }, () => by(sku, who, key)));
  expect(new Set(results.map(({ reservation }) => reservation.id)).size).toBe(1);
  expect(results.filter(({ replayed }) => !replayed)).toHaveLength(1);
  const id = results[0]?.reservation.id ?? "";
  await cancelReservation(db, id);
  expect(await by(sku, who, key)).toMatchObject({ replayed: true, reservation: { id, status: "cancelled" } });
  const reused = { code: "idempotency_key_reused" };
  await expect(by(sku, who, key, 2)).rejects.toMatchObject(reused);
  await expect(by(other.sku, who, key)).rejects.toMatchObject(reused);
});

test("a refusal is not remembered", async () => {
  const [{ sku }, who, key] = [await addProduct(db, { stock: 1 }), customer(), newId()];
  await expect(by(sku, who, key)).rejects.toMatchObject({ code: "in_stock" });
  await adjust(db, sku, { delta: -1, reason: "eaten" }, { correlationId: newId() });
  expect(await by(sku, who, key)).toMatchObject({ replayed: false, reservation: { position: 1 } });
});

test("a line has an end", async () => {
  const { sku } = await emptyShelf();
  await db.update(product).set({ waiting: LONGEST_LINE - 1 });
  await expect(waitFor(db, sku, 2)).rejects.toMatchObject({ code: "line_full" });
  expect(await waitFor(db, sku, 1)).toMatchObject({ status: "waiting" });
  await db.update(product).set({ waiting: 0 });
});

test("nobody waits for what does not exist, or is not sold any more", async () => {
  const { sku } = await emptyShelf();
  await changeSettings(db, sku, { retired: true }, newId());
  const unknown = { code: "product_not_found" };
  await expect(waitFor(db, sku)).rejects.toMatchObject(unknown);
  await expect(waitFor(db, "T-none")).rejects.toMatchObject(unknown);
  await expect(findReservation(db, newId())).rejects.toMatchObject({ code: "reservation_not_found" });
});

test("what waits is ordered with the rest, and is told to operations without the customer", async () => {
  const { sku } = await addProduct(db, { stock: 2, reorderPoint: 0, reorderQuantity: 4 });
  const who = customer();
  const { id } = await waitFor(db, sku, 9, who);
  expect(await restocksOf(db, sku)).toMatchObject([{ quantity: 7, status: "requested" }]);
  await waitFor(db, sku, 5);
  expect(await restocksOf(db, sku)).toHaveLength(1);
  expect(await toldOf(db, sku, "reservation.created")).toMatchObject([
    { reservationId: id, sku, quantity: 9 },
    { quantity: 5 },
  ]);
  expect(JSON.stringify(await eventsOf(db, sku))).not.toContain(who.email);
});

test("what was left on the shelf for the line can be bought again when the line is left", async () => {
  const { sku } = await addProduct(db, { stock: 3 });
  const { id } = await waitFor(db, sku, 5);
  await cancelReservation(db, id);
  await cancelReservation(db, id);
  expect(await toldOf(db, sku, "stock.replenished")).toEqual([
    { sku, stock: 3, restockId: null, quantity: 5 },
  ]);
  expect(await toldOf(db, sku, "reservation.cancelled")).toHaveLength(1);
  expect(await rowOf(db, { id })).toMatchObject({ waitingKey: null, status: "cancelled" });
  expect(await findProduct(db, sku)).toMatchObject({ soldOutAt: null, waiting: 0 });
});

test("who has been served cannot leave", async () => {
  const { sku } = await orderedShelf(db);
  const { id } = await waitFor(db, sku);
  await adjust(db, sku, { delta: 1, reason: "found" }, { correlationId: newId() });
  await expect(cancelReservation(db, id)).rejects.toMatchObject({ code: "reservation_closed" });
});
