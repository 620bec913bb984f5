import { createConnection, type RowDataPacket } from "mysql2/promise";
import type { ServerAddress } from "../address.ts";

/** ER_BAD_DB_ERROR. */
const UNKNOWN_DATABASE = 1049;

/**
 * Makes a database in utf8mb4 with binary collation, unless it is there: many a user may use one and make none.
 * Rejects with the server's error where the user may neither.
 */
export async function ensureDatabase(server: ServerAddress, name: string): Promise<void> {
  const quoted = `\`${name.replaceAll("`", "``")}\``;
  try {
    await administer(server, `USE ${quoted}`);
  } catch (error) {
    if (!(error instanceof Error && "errno" in error && error.errno === UNKNOWN_DATABASE)) throw error;
    await administer(
      server,
      `CREATE DATABASE IF NOT EXISTS ${quoted} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`,
    );
  }
}

/** Runs one statement on a connection of its own, outside any database; resolves with its rows. */
export async function administer(server: ServerAddress, sql: string): Promise<RowDataPacket[]> {
  const { host, port, user, password = "", socketPath } = server;
  const connection = await createConnection({
    host,
    port,
    user,
    password,
    ...(socketPath && { socketPath }),
  });
  try {
    return (await connection.query<RowDataPacket[]>(sql))[0];
  } finally {
    await connection.end();
  }
}
