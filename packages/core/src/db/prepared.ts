import type { Database } from "./client.ts";

/**
 * A query that is built once for each database and from then on only filled in: drizzle takes longer to build a wide one
 * than the database to answer it.
 */
export function prepared<Query>(build: (db: Database) => Query): (db: Database) => Query {
  const built = new WeakMap<Database, Query>();
  return (db) => {
    const query = built.get(db) ?? build(db);
    built.set(db, query);
    return query;
  };
}
