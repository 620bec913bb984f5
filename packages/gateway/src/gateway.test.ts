import { Client } from "@planetscale/database";
import { sql } from "drizzle-orm";
import { int, mysqlTable, varchar } from "drizzle-orm/mysql-core";
import { drizzle } from "drizzle-orm/planetscale-serverless";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createDatabase } from "./testing.ts";

const donut = mysqlTable("donut", { id: int().primaryKey(), name: varchar({ length: 20 }).notNull() });

let database: Awaited<ReturnType<typeof createDatabase>>;

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
