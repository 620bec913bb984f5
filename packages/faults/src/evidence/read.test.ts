import { createPool, type Pool } from "mysql2/promise";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { connect, type Database } from "@donut-states/core/db/client";
import { newId } from "@donut-states/core/db/columns";
import { migrate } from "@donut-states/core/db/migrate";
import { receive } from "@donut-states/core/restock/receive";
import { adjust } from "@donut-states/core/stock/adjust";
import { addProduct } from "@donut-states/core/testing";
import { createDatabase, type TestDatabase } from "@donut-states/gateway/testing";
import { judge } from "../invariants/invariants.ts";
import type { Evidence, Intent } from "./evidence.ts";
import { countRequests, recordHistory } from "./history.ts";
import { readStored } from "./read.ts";

let database: TestDatabase;
let pool: Pool;
let db: Database;
beforeAll(async () => {
  database = await createDatabase();
  const { host, port, user } = inject("databaseServer");
  pool = createPool({ host, port, user, database: database.name, timezone: "Z" });
  db = connect(database.url);
  await migrate(db);
  await recordHistory(pool);
});
afterAll(async () => {
  await pool.end();
  await database.stop();
});

const about = { correlationId: "test" };
const emptied: Omit<Intent, "sku"> = {
  name: "emptied",
  kind: "adjustment",
  quantity: -3,
  key: "emptied",
  sentAt: 0,
  verdict: "done",
  shaky: false,
  orderIds: [],
  restockId: null,
  nonsense: null,
};

/** A product of 3 that was emptied by an adjustment, ordered anew and received; with all that is stored of it. */
async function story() {
  const { sku, productId } = await addProduct(db, { stock: 3 });
  await adjust(db, sku, { delta: -3, reason: "emptied" }, about);
  const [restock] = (await readStored(pool)).restocks.filter((order) => order.productId === productId);
  if (!restock) throw new Error("Nothing was ordered");
  await receive(db, { receiptId: newId(), restockId: restock.id });
  return { sku, productId, restockId: restock.id };
}

/** What the invariants that look into the database find about this product. */
async function broken({ sku, productId, restockId }: Awaited<ReturnType<typeof story>>) {
  const stored = await readStored(pool);
  const mine = <T extends { productId: string }>(rows: readonly T[]) =>
    rows.filter((row) => row.productId === productId);
  const evidence: Evidence = {
    ...stored,
    products: stored.products.filter(({ id }) => id === productId).map((row) => ({ ...row, initial: 3 })),
    orders: mine(stored.orders),
    restocks: mine(stored.restocks),
    adjustments: mine(stored.adjustments),
    steps: mine(stored.steps),
    movements: mine(stored.movements),
    outbox: stored.outbox.filter((event) => event.restockId === restockId),
    queues: [],
    posts: [],
    intents: [{ ...emptied, sku }],
  };
  // Nothing publishes here.
  return judge(evidence).filter(({ invariant }) => invariant !== "I8");
}

test("what the store does is read with its history, and breaks nothing", async () => {
  const before = await countRequests(pool);
  const one = await story();
  expect(await broken(one)).toEqual([]);
  expect(await countRequests(pool)).toBe(before + 1);
  const { steps, movements } = await readStored(pool);
  const step = { restockId: one.restockId, productId: one.productId };
  expect(steps.slice(-2)).toEqual([
    { ...step, at: expect.any(Number), from: null, to: "requested" },
    { ...step, at: expect.any(Number), from: "requested", to: "completed" },
  ]);
  expect(movements.slice(-2)).toMatchObject([
    { productId: one.productId, before: 3, after: 0 },
    { productId: one.productId, before: 0, after: 10 },
  ]);
});

test.each([
  ["I2", "UPDATE product SET stock = stock + 1 WHERE sku = ?"],
  ["I2", "DELETE a FROM adjustment a JOIN product p ON p.product_id = a.product_id WHERE p.sku = ?"],
  [
    "I3",
    `INSERT INTO restock (restock_id, product_id, factory_id, quantity, status, correlation_id, expected_at, due_at)
     SELECT n.id, product_id, factory_id, 10, 'requested', 'test', NOW(3), NOW(3)
       FROM product JOIN (SELECT UNHEX(REPLACE(UUID(), '-', '')) AS id UNION SELECT UNHEX(REPLACE(UUID(), '-', ''))) n WHERE sku = ?`,
  ],
  [
    "I4",
    `UPDATE restock r JOIN product p ON p.product_id = r.product_id
        SET r.completed_at = NOW(3), p.stock = p.stock + r.quantity WHERE p.sku = ?`,
  ],
  ["I5", "UPDATE product SET stock = stock + 7 WHERE sku = ?"],
  [
    "I7",
    "UPDATE restock r JOIN product p ON p.product_id = r.product_id SET r.status = 'overdue' WHERE p.sku = ?",
  ],
])("%s is seen to break in a real database: %s", async (invariant, sql) => {
  const one = await story();
  await pool.query(sql, [one.sku]);
  expect(await broken(one)).toContainEqual(expect.objectContaining({ invariant }));
});
