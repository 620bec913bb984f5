import type { FieldPacket, PoolConnection } from "mysql2";
import { fromMysql } from "./error.ts";
import type { QueryResult } from "./protocol.ts";
import { toResult, type RawResult } from "./result.ts";
import { changesConnection } from "./statement.ts";

/** What a connection needs of its pool. */
export interface Lender {
  /** Ends a statement that runs on another connection. */
  kill(threadId: number): void;
  returned(): void;
}

const serverStatusInTransaction = 1;

/** A connection taken from the pool: give it back with `release`, or end it with `destroy`. */
export class Connection {
  readonly #connection: PoolConnection;
  readonly #lender: Lender;
  #returned = false;
  #reusable = true;
  #inTransaction = false;
  #abort: ((reason: Error) => void) | undefined;

  constructor(connection: PoolConnection, lender: Lender) {
    this.#connection = connection;
    this.#lender = lender;
  }

  /** Runs one statement. Rejects with a StatementError, or an UnavailableError if the connection is lost. */
  async query(sql: string): Promise<QueryResult> {
    if (changesConnection(sql)) this.#reusable = false;
    const [answer, columns] = await this.#send(sql);
    if (!Array.isArray(answer)) this.#inTransaction = (answer.serverStatus & serverStatusInTransaction) !== 0;
    return toResult(answer, columns);
  }

  /** Gives the connection back, unless a later user would find an open transaction or changed settings on it. */
  release(): void {
    this.#return(() => {
      if (this.#reusable && !this.#inTransaction) this.#connection.release();
      else this.#connection.destroy();
    });
  }

  /** Ends the connection, and with it its transaction; a statement that still runs is killed and rejects so. */
  destroy(reason: Error): void {
    this.#return(() => {
      this.#connection.destroy();
      if (this.#abort === undefined) return;
      this.#abort(reason);
      // Else the server would notice the closed connection only after the statement, its locks held so long.
      this.#lender.kill(this.#connection.threadId);
    });
  }

  #return(settle: () => void): void {
    if (this.#returned) return;
    this.#returned = true;
    this.#lender.returned();
    settle();
  }

  #send(sql: string): Promise<[RawResult, FieldPacket[]]> {
    return new Promise((resolve, reject) => {
      // mysql2 forgets the statement that runs on a connection it is told to destroy.
      this.#abort = reject;
      const raw = { sql, rowsAsArray: true, typeCast: false };
      this.#connection.query<RawResult>(raw, (error, answer, columns) => {
        this.#abort = undefined;
        if (error) reject(fromMysql(error));
        else resolve([answer, columns]);
      });
    });
  }
}
