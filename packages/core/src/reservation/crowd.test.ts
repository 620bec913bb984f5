import { asc, and, eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Database } from "../db/client.ts";
import { newId } from "../db/columns.ts";
import { audit } from "../operations/audit.ts";
import { bindQueues } from "../operations/testing.ts";
import { checkout } from "../order/checkout.ts";
import { findProduct } from "../product/product.ts";
import { receive } from "../restock/receive.ts";
import { considerSku } from "../restock/testing.ts";
import { ledger } from "../stock/ledger.ts";
import { addProduct, createStore, restocksOf } from "../testing.ts";
import { DomainError } from "../error.ts";
import { cancelReservation } from "./cancel.ts";
import { reservation } from "./reservation.sql.ts";
import { serveLine } from "./serve.ts";
import { waitFor } from "./testing.ts";

let db: Database;
let stop: () => Promise<void>;
let queues: Awaited<ReturnType<typeof bindQueues>>;
beforeAll(async () => {
  ({ db, stop } = await createStore());
  queues = await bindQueues();
});
afterAll(async () => {
  queues.restore();
  await stop();
});

const BUYERS = 24;
const RESERVERS = 6;
const ROUNDS = 6;

/** What a reserver may be told. */
const refusals = ["in_stock", "reservation_closed"];

const each = (count: number, work: (index: number) => Promise<void>) =>
  Array.from({ length: count }, (_, index) => work(index));
const rounds = async (work: (round: number) => Promise<unknown>) => {
  for (let round = 0; round < ROUNDS; round++) await work(round);
};

test("buyers, reservers who change their minds and double receipts at once: balanced, in order, nothing twice", async () => {
  const { sku, productId } = await addProduct(db, { stock: 0, reorderPoint: 3, reorderQuantity: 10 });
  await considerSku(db, sku);
  // Before anything arrives, so that somebody is served whoever is faster afterwards.
  await waitFor(db, sku, 1);
  const buy = () => checkout(db, { sku, quantity: 1 }, { correlationId: newId() });
  const wait = async (round: number, who: number) => {
    try {
      const { id } = await waitFor(db, sku, 1 + ((round + who) % 3));
      if ((round + who) % 5 === 0) await cancelReservation(db, id);
    } catch (error) {
      if (!(error instanceof DomainError && refusals.includes(error.code))) throw error;
    }
  };
  const deliver = async () => {
    const open = (await restocksOf(db, sku)).find(({ status }) => status === "requested");
    if (!open) return;
    const receipt = { receiptId: newId(), restockId: open.id };
    await Promise.all([receive(db, receipt), receive(db, receipt), receive(db, receipt)]);
  };
  await Promise.all([
    ...each(BUYERS, () => rounds(buy)),
    ...each(RESERVERS, (who) => rounds((round) => wait(round, who))),
    ...each(3, () => rounds(deliver)),
  ]);
  await deliver();
  while ((await serveLine(db, productId)) > 0);

  expect(await ledger(db, sku, { limit: 1 })).toMatchObject({ balanced: true });
  const rows = await db
    .select()
    .from(reservation)
    .where(and(eq(reservation.productId, productId), eq(reservation.status, "fulfilled")))
    .orderBy(asc(reservation.place));
  expect(rows.length, "somebody was served").toBeGreaterThan(0);
  expect(new Set(rows.map(({ place }) => place)).size).toBe(rows.length);
  const times = rows.map(({ closedAt }) => Number(closedAt));
  expect(times).toEqual(times.toSorted((a, b) => a - b));
  const { stock, waiting } = await findProduct(db, sku);
  expect(stock === 0 || waiting === 0 || stock < waiting, `${stock} on hand, ${waiting} wait`).toBe(true);
  const { checks } = await audit(db);
  expect(checks.filter(({ finding }) => finding?.verdict === "wrong")).toEqual([]);
}, 300_000);
