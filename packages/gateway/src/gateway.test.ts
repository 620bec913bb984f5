import { Client } from "@planetscale/database";
import { sql } from "drizzle-orm";
import { int, mysqlTable, varchar } from "drizzle-orm/mysql-core";
import { drizzle } from "drizzle-orm/planetscale-serverless";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { administer } from "./server/administer.ts";
import { sqlMode } from "./server/flags.ts";
import { startGateway } from "./gateway.ts";
import { createDatabase, type TestDatabase } from "./testing.ts";

const donut = mysqlTable("donut", { id: int().primaryKey(), name: varchar({ length: 20 }).notNull() });

let database: TestDatabase;

beforeAll(async () => {
  database = await createDatabase();
});
afterAll(() => database.stop());

test("drizzle's PlanetScale driver works unchanged, transactions included", async () => {
  const db = drizzle({ client: new Client({ url: database.url }) });
  await db.execute(sql`CREATE TABLE donut (id int PRIMARY KEY, name varchar(20) NOT NULL)`);
  await db.transaction(async (tx) => {
    await tx.insert(donut).values({ id: 1, name: "도넛 🍩" });
  });
  const failed = db.transaction(async (tx) => {
    await tx.insert(donut).values({ id: 2, name: "never" });
    tx.rollback();
  });
  await expect(failed).rejects.toThrow("Rollback");
  expect(await db.select().from(donut)).toEqual([{ id: 1, name: "도넛 🍩" }]);
});

test("values arrive as the driver's users expect them", async () => {
  const client = new Client({ url: database.url });
  await client.execute(
    "CREATE TABLE kinds (id binary(16), big bigint, price decimal(5,2), body json, at datetime(3))",
  );
  const id = Uint8Array.from({ length: 16 }, (_, index) => index * 17);
  const values = [id, "9007199254740993", "1.50", '{"name":"도넛"}', "2024-02-29 23:59:59.987"];
  await client.execute("INSERT INTO kinds VALUES (?, ?, ?, ?, ?)", values);
  expect((await client.execute("SELECT * FROM kinds")).rows).toEqual([
    { id, big: "9007199254740993", price: "1.50", body: { name: "도넛" }, at: "2024-02-29 23:59:59.987" },
  ]);
});

test("connections are strict and in UTC, whatever the server's defaults are", async () => {
  const server = inject("databaseServer");
  await administer(server, "SET GLOBAL time_zone = '+09:00', GLOBAL sql_mode = ''");
  const gateway = await startGateway({ server, database: database.name });
  const settings = "SELECT @@time_zone AS zone, @@sql_mode LIKE '%STRICT_TRANS_TABLES%' AS strict";
  const { rows } = await new Client({ url: gateway.url }).execute(settings);
  await administer(server, `SET GLOBAL time_zone = '+00:00', GLOBAL sql_mode = '${sqlMode}'`);
  await gateway.stop();
  expect(rows).toEqual([{ zone: "+00:00", strict: 1 }]);
});

test("a password that was asked for works, whatever characters it has", async () => {
  const gateway = await startGateway({
    server: inject("databaseServer"),
    database: database.name,
    password: "p@ss/wörd:%41",
  });
  expect((await new Client({ url: gateway.url }).execute("SELECT 1 AS one")).rows).toEqual([{ one: 1 }]);
  await gateway.stop();
});

test("a port that is taken is an error", async () => {
  const port = Number(new URL(database.url).port);
  const server = inject("databaseServer");
  await expect(startGateway({ server, database: database.name, port })).rejects.toThrow("EADDRINUSE");
});
