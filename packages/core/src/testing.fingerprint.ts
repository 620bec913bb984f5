import type { Database } from "./db/client.ts";

/** For tests: a checksum of every table, by its name; equal where not one row changed. */
export async function fingerprint(db: Database): Promise<Record<string, string>> {
  const tables = await db.execute("SHOW TABLES");
  const names = tables.rows.flatMap((row) => Object.values(row).map(String));
  const sums = await db.execute(`CHECKSUM TABLE ${names.map((name) => `\`${name}\``).join(", ")}`);
  return Object.fromEntries(sums.rows.map((row) => Object.values(row).map(String) as [string, string])); // Table, Checksum
}
