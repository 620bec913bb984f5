import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import * as v from "valibot";
import type { Database } from "./client.ts";

const Journal = v.object({ entries: v.array(v.object({ idx: v.number() })) });
const Snapshot = v.object({
  tables: v.record(
    v.string(),
    v.object({ name: v.string(), columns: v.record(v.string(), v.object({ name: v.string() })) }),
  ),
});
const Column = v.object({ name: v.string() });

/**
 * Checks that the schema has every column that the latest migration knows, and changes nothing. Throws an Error that
 * names what is missing.
 */
export async function verify(db: Database, migrationsFolder: string): Promise<void> {
  const { rows } = await db.execute(sql`SELECT CONCAT(table_name, '.', column_name) AS name
    FROM information_schema.columns WHERE table_schema = DATABASE()`);
  const found = new Set(rows.map((row) => v.parse(Column, row).name));
  const missing = (await expectedColumns(migrationsFolder)).filter((name) => !found.has(name));
  if (missing.length === 0) return;
  throw new Error(
    `The database lacks ${missing.join(", ")}. Bring them there with a deploy request, then deploy again.`,
  );
}

/** Every column, as `table.column`. */
async function expectedColumns(migrationsFolder: string): Promise<string[]> {
  const meta = async (file: string): Promise<unknown> =>
    JSON.parse(await readFile(join(migrationsFolder, "meta", file), "utf8"));
  const latest = v.parse(Journal, await meta("_journal.json")).entries.at(-1)?.idx ?? 0;
  const { tables } = v.parse(Snapshot, await meta(`${String(latest).padStart(4, "0")}_snapshot.json`));
  return Object.values(tables).flatMap(({ name, columns }) =>
    Object.values(columns).map((column) => `${name}.${column.name}`),
  );
}
