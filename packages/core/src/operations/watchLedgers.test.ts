import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Database } from "../db/client.ts";
import { newId } from "../db/columns.ts";
import { checkout } from "../order/checkout.ts";
import { product } from "../product/product.sql.ts";
import { receive } from "../restock/receive.ts";
import { orderedShelf } from "../restock/testing.ts";
import { adjust } from "../stock/adjust.ts";
import { listBalances } from "../stock/balances.ts";
import { ledger } from "../stock/ledger.ts";
import { addProduct, createStore, eventsOf, toldOf } from "../testing.ts";
import { listIncidents, resolveIncident } from "./incidents.ts";
import { record } from "./record.ts";
import { watchLedgers } from "./watchLedgers.ts";

let db: Database;
let stop: () => Promise<void>;
beforeAll(async () => ({ db, stop } = await createStore()));
afterAll(() => stop());

const buy = (sku: string) => checkout(db, { sku, quantity: 1 }, { correlationId: newId() });
const told = (sku: string) => toldOf(db, sku, "incident.raised");
/** What the consumer of operations does. */
const hear = async (sku: string) => {
  for (const event of await eventsOf(db, sku)) await record(db, event);
};

test("all ledgers at once say what each of them says", async () => {
  const { sku, order } = await orderedShelf(db);
  await receive(db, { receiptId: newId(), restockId: order.id });
  await buy(sku);
  await adjust(db, sku, { delta: 5, reason: "found" }, { correlationId: newId() });
  const { sku: untouched } = await addProduct(db);
  const balances = await listBalances(db);
  for (const one of [sku, untouched]) {
    const { movements: _, ...sums } = await ledger(db, one, { limit: 1 });
    expect(balances.find((balance) => balance.sku === one)).toMatchObject(sums);
  }
});

test("a stock that its movements do not explain is told once while that lasts, with the sums", async () => {
  const { sku: right } = await addProduct(db);
  const { sku } = await addProduct(db, { stock: 3 });
  await buy(sku);
  await db
    .update(product)
    .set({ stock: sql`stock + 2` })
    .where(eq(product.sku, sku));
  await watchLedgers(db);
  expect(await told(sku)).toEqual([
    {
      kind: "ledger_mismatch",
      severity: "critical",
      sku,
      about: sku,
      message:
        "The ledger does not balance: stock is 4, but 3 at first + 0 received + 0 adjusted - 1 sold = 2.",
    },
  ]);
  await hear(sku);
  await buy(sku);
  await watchLedgers(db);
  expect(await told(sku)).toHaveLength(1);
  const [incident] = await listIncidents(db, { kind: "ledger_mismatch", limit: 2 });
  expect(incident).toMatchObject({ sku, count: 1, status: "open" });
  await resolveIncident(db, String(incident?.id));
  await watchLedgers(db);
  expect(await told(sku)).toHaveLength(2);
  expect(await told(right)).toEqual([]);
});

test("sales that go on are no mismatch", async () => {
  const { sku } = await addProduct(db, { stock: 30 });
  await Promise.all([
    ...Array.from({ length: 30 }, () => buy(sku)),
    ...Array.from({ length: 10 }, () => watchLedgers(db)),
  ]);
  expect(await told(sku)).toEqual([]);
});
