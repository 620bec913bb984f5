import type { Executor } from "./client.ts";

/**
 * A query that is built once for each database and from then on only filled in: drizzle takes longer to build a wide one
 * than the database to answer it.
 */
export function prepared<DB extends Executor, Query>(build: (db: DB) => Query): (db: DB) => Query {
  const built = new WeakMap<DB, Query>();
  return (db) => {
    const query = built.get(db) ?? build(db);
    built.set(db, query);
    return query;
  };
}
