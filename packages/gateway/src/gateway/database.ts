import { AbortedError } from "./error.ts";
import type { ConnectionPool } from "./pool.ts";
import type { QueryResult } from "./protocol.ts";
import type { Session } from "./session.ts";
import { kindOf } from "./statement.ts";
import { Transaction } from "./transaction.ts";

/** Executes statements for sessions: each on any connection, but those of a transaction on its own. */
export class Database {
  readonly #pool: ConnectionPool;
  readonly #limitMs: number;
  readonly #transactions = new Map<string, Transaction>();

  /** `transactionLimitMs` is the time after which an open transaction is rolled back. */
  constructor(pool: ConnectionPool, transactionLimitMs: number) {
    this.#pool = pool;
    this.#limitMs = transactionLimitMs;
  }

  /**
   * Executes one statement and returns its result beside the session as it is from then on; where it rejects, the
   * session stays as it was. A transaction that is over answers ROLLBACK alone: anything else would autocommit.
   */
  async execute(session: Session, sql: string): Promise<{ session: Session; result: QueryResult }> {
    const transaction = this.#transactions.get(session.id);
    const kind = kindOf(sql);
    if (kind === "rollback") {
      await transaction?.rollback();
      return { session: { ...session, inTransaction: false }, result: {} };
    }
    if (transaction === undefined && session.inTransaction && kind !== "begin") {
      throw new AbortedError(
        `transaction ${session.id}: ended (rolled back, or exceeded timeout: ${this.#limitMs / 1000}s)`,
      );
    }
    if (kind === "begin") {
      await (transaction ?? (await this.#open(session.id))).query(sql);
      return { session: { ...session, inTransaction: true }, result: {} };
    }
    if (kind === "commit") {
      await transaction?.commit(sql);
      return { session: { ...session, inTransaction: false }, result: {} };
    }
    if (kind === "hint") return { session, result: {} };
    return { session, result: await (transaction?.query(sql) ?? this.#autocommit(sql)) };
  }

  /** Rolls back what a session has open. */
  close(session: Session): void {
    this.#transactions.get(session.id)?.abandon("session closed");
  }

  /** Rolls back every open transaction and closes every connection. */
  async end(): Promise<void> {
    for (const transaction of this.#transactions.values()) transaction.abandon("gateway stopped");
    await this.#pool.end();
  }

  async #open(id: string): Promise<Transaction> {
    const connection = await this.#pool.acquire();
    if (this.#transactions.has(id)) {
      connection.release();
      throw new AbortedError(`transaction ${id}: in use: for begin`);
    }
    const transaction = new Transaction(id, connection, this.#limitMs, () => this.#transactions.delete(id));
    this.#transactions.set(id, transaction);
    return transaction;
  }

  async #autocommit(sql: string): Promise<QueryResult> {
    const connection = await this.#pool.acquire();
    try {
      return await connection.query(sql);
    } finally {
      connection.release();
    }
  }
}
