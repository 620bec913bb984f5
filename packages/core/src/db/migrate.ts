import { fileURLToPath } from "node:url";
import { sql } from "drizzle-orm";
import { readMigrationFiles } from "drizzle-orm/migrator";
import * as v from "valibot";
import type { Database } from "./client.ts";
import { errorNumber, isSchemaLocked } from "./failure.ts";
import { verify } from "./verify.ts";

/** Where the generated migrations are, for whoever runs from the sources. */
const MIGRATIONS = fileURLToPath(new URL("../../migrations", import.meta.url));

/** A table, column, key or check is there or gone already: the statement ran before, and the process died before that was noted. */
const ALREADY_DONE = [1050, 1060, 1061, 1091, 1826, 3822];

const Progress = v.object({ hash: v.string(), statements: v.number() });

/**
 * Brings the database's schema up to date, and returns how many statements ran. A schema change is no transaction in
 * MySQL, so progress is noted by statement: a run that was killed half-way is continued by the next one.
 */
export async function migrate(db: Database, migrationsFolder = MIGRATIONS): Promise<number> {
  await db.execute(sql`CREATE TABLE IF NOT EXISTS migration
    (hash CHAR(64) NOT NULL PRIMARY KEY, statements INT NOT NULL, applied_at DATETIME(3) NOT NULL)`);
  const { rows } = await db.execute(sql`SELECT hash, statements FROM migration`);
  const done = new Map(
    rows.map((row) => v.parse(Progress, row)).map(({ hash, statements }) => [hash, statements]),
  );
  let ran = 0;
  for (const { hash, sql: statements } of readMigrationFiles({ migrationsFolder })) {
    for (let index = done.get(hash) ?? 0; index < statements.length; index++) {
      await apply(db, statements[index] ?? "");
      await db.execute(sql`INSERT INTO migration (hash, statements, applied_at)
        VALUES (${hash}, ${index + 1}, CURRENT_TIMESTAMP(3)) ON DUPLICATE KEY UPDATE statements = ${index + 1}`);
      ran += 1;
    }
  }
  return ran;
}

async function apply(db: Database, statement: string): Promise<void> {
  try {
    await db.execute(sql.raw(statement));
  } catch (error) {
    const number = errorNumber(error);
    if (number === undefined || !ALREADY_DONE.includes(number)) throw error;
  }
}

/** As `migrate`; where the schema is changed by deploy requests alone, it only checks that nothing is missing. */
export async function migrateOrVerify(db: Database, migrationsFolder: string): Promise<void> {
  try {
    await migrate(db, migrationsFolder);
  } catch (error) {
    if (!isSchemaLocked(error)) throw error;
    await verify(db, migrationsFolder);
  }
}
