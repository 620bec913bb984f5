import type { Connection } from "./connection.ts";
import { AbortedError, StatementError, UnavailableError } from "./error.ts";
import type { QueryResult } from "./protocol.ts";

const deadlock = 1213;

/** A connection pinned to one client, from BEGIN until COMMIT, ROLLBACK, a deadlock, its loss or the limit. */
export class Transaction {
  readonly #id: string;
  readonly #connection: Connection;
  readonly #limit: NodeJS.Timeout;
  readonly #onEnd: () => void;
  #running: Promise<QueryResult> | undefined;
  #ended = false;

  /** `onEnd` is called once, when the transaction is over, whatever ended it. */
  constructor(id: string, connection: Connection, limitMs: number, onEnd: () => void) {
    this.#id = id;
    this.#connection = connection;
    this.#onEnd = onEnd;
    this.#limit = setTimeout(() => this.abandon(`exceeded timeout: ${limitMs / 1000}s`), limitMs);
  }

  /**
   * Runs one statement. Rejects with an AbortedError while another one runs. After a deadlock, where InnoDB has
   * rolled everything back, and after the loss of the connection the transaction is over.
   */
  async query(sql: string): Promise<QueryResult> {
    if (this.#ended) throw this.#aborted("ended");
    if (this.#running !== undefined) throw this.#aborted("in use: for query");
    this.#running = this.#connection.query(sql);
    try {
      return await this.#running;
    } catch (error) {
      if (error instanceof UnavailableError) this.abandon("connection lost");
      if (error instanceof StatementError && error.errno === deadlock) await this.#giveBack();
      throw error;
    } finally {
      this.#running = undefined;
    }
  }

  /** Commits; rejects where that fails, and leaves the transaction to a ROLLBACK. */
  async commit(sql: string): Promise<void> {
    await this.query(sql);
    this.#end(() => this.#connection.release());
  }

  /** Rolls back, once the running statement is done. It never fails: a connection that cannot is ended instead. */
  async rollback(): Promise<void> {
    await this.#running?.catch(() => undefined);
    await this.#giveBack();
  }

  /** Ends the transaction and its connection at once; the database rolls back. */
  abandon(reason: string): void {
    this.#end(() => this.#connection.destroy(this.#aborted(`ended (${reason})`)));
  }

  async #giveBack(): Promise<void> {
    if (this.#ended) return;
    await this.#connection.query("ROLLBACK").catch(() => this.abandon("rollback failed"));
    this.#end(() => this.#connection.release());
  }

  #end(settle: () => void): void {
    if (this.#ended) return;
    this.#ended = true;
    clearTimeout(this.#limit);
    this.#onEnd();
    settle();
  }

  #aborted(what: string): AbortedError {
    return new AbortedError(`transaction ${this.#id}: ${what}`);
  }
}
