import { Client } from "@planetscale/database";
import { drizzle } from "drizzle-orm/planetscale-serverless";
import { config } from "../config.ts";
import { type DatabaseFetch, keepAliveFetch } from "./fetch.ts";

/**
 * drizzle over PlanetScale's HTTP protocol, the only driver of the product. It holds no connection, so a crowd of
 * Lambda instances cannot exhaust the database; on one machine a gateway speaks the same protocol.
 * `url` is `http(s)://user:password@host`.
 */
export function connect(url: string, fetch: DatabaseFetch = keepAliveFetch(STATEMENT_MS)) {
  return drizzle({ client: new Client({ url, fetch }) });
}

/** Milliseconds one statement may take: less than an API function has, so that it can still say that the database is away. */
const STATEMENT_MS = 8_000;

export type Database = ReturnType<typeof connect>;
export type Transaction = Parameters<Parameters<Database["transaction"]>[0]>[0];
/** Where a single statement runs just as well with as without a transaction. */
export type Executor = Database | Transaction;

let shared: { url: string; db: Database } | undefined;

/** This process's database, connected at first use and kept for the life of the Lambda instance. */
export async function database(): Promise<Database> {
  const url = await config.databaseUrl();
  if (shared?.url !== url) shared = { url, db: connect(url) };
  return shared.db;
}
