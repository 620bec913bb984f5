import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { connect, type Database } from "../db/client.ts";
import { intend } from "../order/intent.ts";
import { intentFor } from "../order/testing.ts";
import { orders } from "../order/order.sql.ts";
import { findProduct } from "../product/product.ts";
import { product } from "../product/product.sql.ts";
import { cancelReservation } from "../reservation/cancel.ts";
import { findReservation } from "../reservation/reservation.ts";
import { rowOf, waitFor } from "../reservation/testing.ts";
import { addProduct, createStore, toldOf } from "../testing.ts";
import { queueNames } from "./queues.ts";
import { watchOver } from "./watchOver.ts";

let db: Database;
let url: string;
let stop: () => Promise<void>;
beforeAll(async () => ({ db, url, stop } = await createStore()));
afterAll(() => stop());

/** An intent to buy that nobody decided for an hour. */
async function abandon(productId: string) {
  await intend(db, intentFor(productId));
  await db.execute(sql`UPDATE orders SET created_at = created_at - INTERVAL 1 HOUR`);
}

test("an intent that a crash left is cleared although a shelf cannot be ordered for", async () => {
  const { productId } = await addProduct(db, { stock: 0 });
  vi.stubEnv("LEAD_TIME_MS", "soon");
  await abandon(productId);
  await expect(watchOver(db)).rejects.toThrow("LEAD_TIME_MS must be a number");
  vi.stubEnv("LEAD_TIME_MS", undefined);
  expect(await db.select().from(orders)).toEqual([]);
});

test("an intent is cleared although the look for restock orders hangs", async () => {
  const { productId } = await addProduct(db);
  await abandon(productId);
  let fail: ((error: Error) => void) | undefined;
  const held = new Promise<never>((_, reject) => (fail = reject));
  const stuck = connect(url, (input, init) =>
    String(init?.body).includes("from `restock`") ? held : fetch(input, init),
  );
  const round = watchOver(stuck);
  await expect.poll(() => db.select().from(orders), { timeout: 120_000 }).toEqual([]);
  fail?.(new TypeError("fetch failed"));
  await expect(round).rejects.toThrow("fetch failed");
});

test("reorder points are measured at each tick", async () => {
  const { sku } = await addProduct(db, { reorderMode: "auto" });
  await watchOver(db);
  expect((await findProduct(db, sku)).autoNote).toMatch(/^auto knows 0 of the 20 sales/);
});

test("a line that a dead process left unserved is served at the next tick", async () => {
  const { sku, productId } = await addProduct(db, { stock: 0 });
  const { id } = await waitFor(db, sku);
  await db.update(product).set({ stock: 1, initialStock: 1 }).where(eq(product.productId, productId));
  await watchOver(db);
  expect(await findReservation(db, id)).toMatchObject({ status: "fulfilled" });
});

test("the dead letters are looked at once a minute, and a failing look is told but spares the rest", async () => {
  const begun = performance.now();
  const clock = vi.spyOn(performance, "now");
  const afterSeconds = (seconds: number) => clock.mockReturnValue(begun + seconds * 1_000);
  for (const name of queueNames) vi.stubEnv(`${name.toUpperCase()}_DLQ_URL`, "");
  const look = "_DLQ_URL is not set";
  await db.delete(product);
  afterSeconds(60);
  await expect(watchOver(db)).rejects.toThrow(look);
  await watchOver(db);
  afterSeconds(110);
  await watchOver(db);
  afterSeconds(120);
  await expect(watchOver(db)).rejects.toThrow(look);
  clock.mockRestore();
});

test("the ledgers are added up now and then, and not at each tick", async () => {
  const begun = performance.now();
  const clock = vi.spyOn(performance, "now");
  const afterMinutes = (minutes: number) => clock.mockReturnValue(begun + minutes * 60_000);
  afterMinutes(20);
  await watchOver(db).catch(() => undefined);
  const { sku } = await addProduct(db, { stock: 3, initialStock: 1 });
  const told = () => toldOf(db, sku, "incident.raised");
  afterMinutes(29);
  await watchOver(db).catch(() => undefined);
  expect(await told()).toEqual([]);
  afterMinutes(30);
  await watchOver(db).catch(() => undefined);
  expect(await told()).toMatchObject([{ kind: "ledger_mismatch" }]);
  clock.mockRestore();
});

test("now and then the customers of long ago are forgotten", async () => {
  const { sku } = await addProduct(db, { stock: 0 });
  const { id } = await waitFor(db, sku);
  await cancelReservation(db, id);
  await db.execute(sql`UPDATE reservation SET closed_at = closed_at - INTERVAL 366 DAY`);
  const begun = performance.now();
  const clock = vi.spyOn(performance, "now").mockReturnValue(begun + 24 * 60 * 60_000);
  await watchOver(db).catch(() => undefined);
  expect(await rowOf(db, { id })).toMatchObject({ customerName: null, customerEmail: null });
  clock.mockRestore();
});
