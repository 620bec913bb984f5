import { createDatabase } from "@donut-states/gateway/testing";
import { sql } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { addProduct } from "../testing.ts";
import { connect, type Database } from "./client.ts";
import { keepAliveFetch } from "./fetch.ts";
import { migrate } from "./migrate.ts";

let db: Database;
let stop: () => Promise<void>;
beforeEach(async () => {
  const database = await createDatabase();
  stop = () => database.stop();
  db = connect(database.url, keepAliveFetch(60_000));
});
afterEach(() => stop());

const schema = async () => {
  const columns = await db.execute(sql`SELECT table_name, column_name, column_type, is_nullable
    FROM information_schema.columns WHERE table_schema = DATABASE() ORDER BY 1, 2`);
  const keys = await db.execute(sql`SELECT table_name, index_name, column_name, non_unique
    FROM information_schema.statistics WHERE table_schema = DATABASE() ORDER BY 1, 2, 3`);
  return [columns.rows, keys.rows];
};

test("an empty database is migrated once, and the schema serves", async () => {
  expect(await migrate(db)).toBeGreaterThan(10);
  const migrated = await schema();
  expect(await migrate(db)).toBe(0);
  expect(await schema()).toEqual(migrated);
  await addProduct(db);
});

test("a run that was killed half-way is continued", async () => {
  await migrate(db);
  const whole = await schema();
  // The last two statements of the migration.
  await db.execute(sql`DROP INDEX ix_adjustment_product ON adjustment`);
  await db.execute(sql`DROP INDEX ix_restock_correlation ON restock`);
  await db.execute(sql`UPDATE migration SET statements = statements - 2 ORDER BY applied_at LIMIT 1`);
  expect(await migrate(db)).toBe(2);
  expect(await schema()).toEqual(whole);
});

test("statements that ran without being noted are not run against it", async () => {
  const statements = await migrate(db);
  const whole = await schema();
  await db.execute(sql`DELETE FROM migration`);
  expect(await migrate(db)).toBe(statements);
  expect(await schema()).toEqual(whole);
});

test("what was dropped without being noted is not missed", async () => {
  await migrate(db);
  const whole = await schema();
  await db.execute(sql`UPDATE migration SET statements = 0 ORDER BY applied_at DESC LIMIT 1`);
  expect(await migrate(db)).toBeGreaterThan(0);
  expect(await schema()).toEqual(whole);
});

test("two at once leave the same schema", async () => {
  await Promise.all([migrate(db), migrate(db)]);
  await addProduct(db);
  expect(await migrate(db)).toBe(0);
});
