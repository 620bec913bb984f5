import { createPool, type Pool } from "mysql2/promise";
import { sqlMode } from "../server/flags.ts";
import { Connection } from "./connection.ts";
import { fromMysql, UnavailableError } from "./error.ts";

/** Where a MySQL or MariaDB server listens, and who asks. */
export interface ServerAddress {
  host: string;
  port: number;
  user: string;
  password?: string;
}

const connectTimeoutMs = 2_000;
const acquireTimeoutMs = 10_000;

// The comment runs on MariaDB 11.6 and later, where the default differs from MySQL's.
const setUp = `SET time_zone = '+00:00', sql_mode = '${sqlMode}' /*M!110602 , innodb_snapshot_isolation = OFF */`;

/** A limited number of connections to one database, all in UTC and with MySQL's strict mode. */
export class ConnectionPool {
  readonly #pool: Pool;

  constructor(server: ServerAddress, database: string, size: number) {
    this.#pool = createPool({
      ...server,
      database,
      connectionLimit: size,
      connectTimeout: connectTimeoutMs,
      charset: "utf8mb4",
      flags: ["+FOUND_ROWS"],
      supportBigNumbers: true,
      bigNumberStrings: true,
    });
    // mysql2 queues this before whatever the connection was opened for.
    this.#pool.pool.on("connection", (fresh) => {
      fresh.query(setUp, (error) => error && fresh.destroy());
    });
  }

  /** Takes a connection, opening one where none is idle. Rejects after 2 s without a server, 10 s without a turn. */
  async acquire(): Promise<Connection> {
    const pending = this.#pool.getConnection();
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new UnavailableError("no connection became free")), acquireTimeoutMs);
    });
    try {
      return new Connection(await Promise.race([pending, tooLate]), (threadId) => this.#kill(threadId));
    } catch (error) {
      // One that comes after all goes straight back.
      void pending.then((late) => late.release()).catch(() => undefined);
      throw error instanceof UnavailableError ? error : fromMysql(error);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Closes every connection. Those still in use must have been destroyed before. */
  async end(): Promise<void> {
    await this.#pool.end();
  }

  async #kill(threadId: number): Promise<void> {
    await this.#pool.query(`KILL ${threadId}`);
  }
}
