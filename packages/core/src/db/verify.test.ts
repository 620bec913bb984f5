import { fileURLToPath } from "node:url";
import { createDatabase } from "@donut-states/gateway/testing";
import { sql } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { connect, type Database } from "./client.ts";
import { type DatabaseFetch, keepAliveFetch } from "./fetch.ts";
import { migrate, migrateOrVerify } from "./migrate.ts";

const folder = fileURLToPath(new URL("../../migrations", import.meta.url));
let db: Database;
let locked: Database;
let stop: () => Promise<void>;
beforeEach(async () => {
  const database = await createDatabase();
  stop = () => database.stop();
  db = connect(database.url, keepAliveFetch(60_000));
  locked = connect(database.url, refuseSchemaChanges);
});
afterEach(() => stop());

/** The database as a PlanetScale branch with safe migrations answers. */
const refuseSchemaChanges: DatabaseFetch = async (url, init) => {
  if (!/^\{"query":"\s*(CREATE|ALTER|DROP)\b/i.test(init?.body ?? ""))
    return keepAliveFetch(10_000)(url, init);
  const message =
    "target: donuts.-.primary: vttablet: rpc error: code = Unknown desc = direct DDL is disabled";
  const text = async () => JSON.stringify({ error: { code: "UNKNOWN", message } });
  return { ok: true, status: 200, statusText: "OK", headers: new Headers(), text };
};

test("where the schema is locked, one that is up to date is accepted", async () => {
  await migrate(db);
  await expect(migrateOrVerify(locked, folder)).resolves.toBeUndefined();
});

test("where the schema is locked, one that lacks a column is told which", async () => {
  await migrate(db);
  await db.execute(sql`ALTER TABLE product DROP COLUMN refused_at`);
  await expect(migrateOrVerify(locked, folder)).rejects.toThrow(/lacks product\.refused_at\. Bring/);
});

test("where the schema is locked, an empty database is found empty and stays so", async () => {
  await expect(migrateOrVerify(locked, folder)).rejects.toThrow("orders.order_id");
  const { rows } = await db.execute(
    sql`SELECT 1 FROM information_schema.tables WHERE table_schema = DATABASE()`,
  );
  expect(rows).toEqual([]);
});

test("where it is not locked, the schema is made", async () => {
  await migrateOrVerify(db, folder);
  expect(await migrate(db)).toBe(0);
});
