import { createPool, type Pool, type PoolConnection } from "mysql2";
import type { ServerAddress } from "../address.ts";
import { sqlMode } from "../server/flags.ts";
import { Connection } from "./connection.ts";
import { fromMysql, UnavailableError } from "./error.ts";

const connectTimeoutMs = 5_000;
const killTimeoutMs = 2_000;

// The comment runs on MariaDB 11.6 and later, where the default differs from MySQL's.
const setUp = `SET time_zone = '+00:00', sql_mode = '${sqlMode}' /*M!110602 , innodb_snapshot_isolation = OFF */`;

/** A limited number of connections to one database, all in UTC and with MySQL's strict mode. */
export class ConnectionPool {
  readonly #pool: Pool;
  readonly #turnMs: number;
  readonly #taken = new Set<Connection>();
  readonly #kills = new Set<Promise<void>>();

  constructor(
    { host, port, user, password = "", socketPath }: ServerAddress,
    database: string,
    { size, turnMs }: { size: number; turnMs: number },
  ) {
    this.#turnMs = turnMs;
    this.#pool = createPool({
      host,
      port,
      user,
      password,
      ...(socketPath && { socketPath }),
      database,
      connectionLimit: size,
      connectTimeout: connectTimeoutMs,
      charset: "utf8mb4",
      flags: ["+FOUND_ROWS"],
      supportBigNumbers: true,
      bigNumberStrings: true,
      // Nobody sees a stack of ours, and taking one for each statement is not cheap.
      trace: false,
    });
    // mysql2 queues this before whatever the connection was opened for.
    this.#pool.on("connection", (fresh) => {
      fresh.query(setUp, (error) => error && fresh.destroy());
    });
  }

  /** Takes a connection, opening one where none is idle. Rejects after 5 s without a server, `turnMs` without a turn. */
  acquire(): Promise<Connection> {
    return new Promise((resolve, reject) => {
      let tooLate = false;
      const timer = setTimeout(() => {
        tooLate = true;
        reject(new UnavailableError("no connection became free"));
      }, this.#turnMs);
      this.#pool.getConnection((error, pooled) => {
        clearTimeout(timer);
        if (error) reject(fromMysql(error));
        else if (tooLate) pooled.release();
        else resolve(this.#lend(pooled));
      });
    });
  }

  /** Closes every connection, also those in use: their statements are killed and reject. */
  async end(): Promise<void> {
    for (const connection of this.#taken) connection.destroy(new UnavailableError("the gateway stopped"));
    await Promise.all(this.#kills);
    await new Promise<void>((resolve) => this.#pool.end(() => resolve()));
  }

  #lend(pooled: PoolConnection): Connection {
    const connection = new Connection(pooled, {
      kill: (threadId) => this.#kill(threadId),
      returned: () => this.#taken.delete(connection),
    });
    this.#taken.add(connection);
    return connection;
  }

  /** As well as possible: where the server is gone, so is the statement. */
  #kill(threadId: number): void {
    const sql = `KILL ${threadId}`;
    const killed = new Promise<void>((resolve) => {
      this.#pool.query({ sql, timeout: killTimeoutMs }, () => resolve());
    });
    this.#kills.add(killed);
    void killed.then(() => this.#kills.delete(killed));
  }
}
