import { eq, type SQL, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { outbox } from "../../event/event.sql.ts";
import { product } from "../../product/product.sql.ts";
import { restock } from "../../restock/restock.sql.ts";
import { orderedShelf } from "../../restock/testing.ts";
import { adjustment } from "../../stock/stock.sql.ts";
import { auditedStore, wrong } from "./testing.ts";

const { db, findings, finished } = auditedStore();

/** What the engine itself would not let happen. */
async function sellTooMuch() {
  await db().execute(sql`ALTER TABLE product DROP CONSTRAINT ck_product_stock`);
  await set(sql`product`, sql`stock = -1`);
}

type Story = Awaited<ReturnType<typeof finished>>;
const set = (table: SQL, change: SQL) => db().execute(sql`UPDATE ${table} SET ${change}`);

/** Each rule of what is stored, broken in a store at rest: the row that is named, and what is said of it. */
test.each<
  [rule: string, spoil: (story: Story) => Promise<unknown>, row: (story: Story) => string, message: RegExp]
>([
  [
    "ledger_balances",
    () => set(sql`product`, sql`stock = stock + 1`),
    ({ sku }) => `product ${sku}`,
    /^stock is 9, but 1 at first \+ 10 received \+ -2 adjusted - 1 sold = 8$/,
  ],
  [
    "ledger_balances",
    () => db().delete(adjustment),
    ({ sku }) => `product ${sku}`,
    /^stock is 8, but .* = 10$/,
  ],
  ["stock_not_negative", sellTooMuch, ({ sku }) => `product ${sku}`, /^its stock is -1$/],
  [
    "order_confirmed",
    () => set(sql`orders`, sql`confirmed_at = NULL`),
    () => "order",
    /confirmed but has no time/,
  ],
  [
    "order_undecided",
    () => set(sql`orders`, sql`status = 'pending'`),
    () => "order",
    /pending but was confirmed at 2/,
  ],
  [
    "order_refused",
    () => set(sql`orders`, sql`status = 'refused', refused_at = confirmed_at, confirmed_at = NULL`),
    () => "order",
    /it was refused in the normal lane/,
  ],
  ["order_product", () => db().delete(product), () => "order", /its product does not exist/],
  [
    "restock_open_key",
    () => set(sql`restock`, sql`open_key = product_id`),
    ({ order }) => `restock ${order.id}`,
    /^it is completed and holds a place$/,
  ],
  [
    "restock_open_key",
    () => set(sql`restock`, sql`status = 'accepted'`),
    ({ order }) => `restock ${order.id}`,
    /^it is accepted and holds no place$/,
  ],
  [
    "restock_completed",
    () => set(sql`restock`, sql`receipt_id = NULL`),
    ({ order }) => `restock ${order.id}`,
    /^it is completed and has a time of completion and no receipt$/,
  ],
  [
    "restock_completed",
    () => set(sql`restock`, sql`status = 'failed'`),
    ({ order }) => `restock ${order.id}`,
    /^it is failed and has a time of completion and a receipt$/,
  ],
  [
    "restock_attempts",
    () => set(sql`restock`, sql`accepted_at = requested_at`),
    ({ order }) => `restock ${order.id}`,
    /called 0 times/,
  ],
  [
    "restock_attempts",
    () => set(sql`restock`, sql`reminders = 1`),
    ({ order }) => `restock ${order.id}`,
    /reminded 1/,
  ],
  [
    "restock_received",
    () => set(sql`restock`, sql`quantity = 11`),
    ({ order }) => `restock ${order.id}`,
    /^11 were ordered, but restock.completed tells of 10$/,
  ],
  [
    "restock_received",
    () => db().delete(outbox).where(eq(outbox.type, "stock.replenished")),
    ({ order }) => `restock ${order.id}`,
    /stock.replenished was told 0 times/,
  ],
])("%s is broken by its first row: %#", async (rule, spoil, row, message) => {
  const story = await finished();
  await spoil(story);
  const named = { ...wrong("", message), row: expect.stringContaining(row(story)) };
  expect(await findings()).toMatchObject({ [rule]: named });
});

test("two restock orders open for one product are wrong", async () => {
  const { sku } = await orderedShelf(db());
  await db().execute(sql`ALTER TABLE restock DROP INDEX uq_restock_open`);
  await db().execute(sql`INSERT INTO restock (restock_id, product_id, factory_id, quantity, status, open_key,
      correlation_id, expected_at, due_at)
    SELECT UNHEX(REPLACE(UUID(), '-', '')), product_id, factory_id, quantity, status, open_key,
      correlation_id, expected_at, due_at FROM restock`);
  expect(await findings()).toMatchObject({
    restock_one_open: wrong(`product ${sku}`, "2 restock orders open"),
  });
  await db().delete(restock);
  await db().execute(sql`ALTER TABLE restock ADD UNIQUE INDEX uq_restock_open (open_key)`);
});
