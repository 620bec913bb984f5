import { createConnection, type RowDataPacket } from "mysql2/promise";
import type { ServerAddress } from "../address.ts";

/** Makes a database in utf8mb4 with binary collation, unless it is there. `name` is trusted: letters, digits, `_`. */
export async function ensureDatabase(server: ServerAddress, name: string): Promise<void> {
  await administer(server, `CREATE DATABASE IF NOT EXISTS ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
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
