import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { connect, type Database } from "../db/client.ts";
import { newId } from "../db/columns.ts";
import { intend } from "../order/intent.ts";
import { orders } from "../order/order.sql.ts";
import { findProduct } from "../product/product.ts";
import { product } from "../product/product.sql.ts";
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
  const [orderId, idempotencyKey, correlationId] = [newId(), newId(), newId()];
  const requestHash = "0".repeat(64);
  await intend(db, {
    orderId,
    idempotencyKey,
    correlationId,
    requestHash,
    productId,
    quantity: 1,
    unitPrice: 1,
  });
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
  await expect.poll(() => db.select().from(orders), { timeout: 30_000 }).toEqual([]);
  fail?.(new TypeError("fetch failed"));
  await expect(round).rejects.toThrow("fetch failed");
});

test("reorder points are measured at each tick", async () => {
  const { sku } = await addProduct(db, { reorderMode: "auto" });
  await watchOver(db);
  expect((await findProduct(db, sku)).autoNote).toMatch(/^auto knows 0 of the 20 sales/);
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
