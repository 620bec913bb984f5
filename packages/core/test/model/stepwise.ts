import { setTimeout } from "node:timers/promises";
import { connect, type Database } from "../../src/db/client.ts";
import { type DatabaseFetch, keepAliveFetch } from "../../src/db/fetch.ts";

/** So many statements of one client before another's. */
export interface Turn {
  client: string;
  statements: number;
}

/** A client that has not come back after so many milliseconds waits for a lock; others go on, or it would wait for ever. */
const PATIENCE_MS = 50;
const STATEMENT_MS = 8_000;

/**
 * Lets statements go one at a time by given turns, so that a history can be repeated, and so that one client may do much
 * while another stands between two statements, where races hide. After the last turn each client goes on to its end.
 */
export class Gate {
  private readonly waiting = new Map<string, () => void>();
  /** Clients between two statements or in one, and until when they are waited for. */
  private readonly underway = new Map<string, number>();
  private readonly turns: Turn[];

  constructor(turns: readonly Turn[]) {
    this.turns = turns.map((turn) => ({ ...turn }));
  }

  /** A client's own connection, whose statements wait here. */
  connect(url: string, client: string): Database {
    const send = keepAliveFetch(STATEMENT_MS);
    this.expect(client);
    const gated: DatabaseFetch = async (to, init) => {
      this.underway.delete(client);
      await new Promise<void>((go) => this.waiting.set(client, go));
      return send(to, init);
    };
    return connect(url, gated);
  }

  /** A client that has come to its end. */
  leave(client: string): void {
    this.underway.delete(client);
  }

  /** Keeps the gate until all the work is done. */
  async keep<T>(work: Promise<T>): Promise<T> {
    const keeping = new AbortController();
    const end = () => keeping.abort();
    work.then(end, end);
    while (!keeping.signal.aborted) {
      const client = this.isAnyExpected() ? undefined : this.next();
      if (client === undefined) await setTimeout(1);
      else this.letGo(client);
    }
    return work;
  }

  private letGo(client: string): void {
    this.expect(client);
    this.waiting.get(client)?.();
    this.waiting.delete(client);
  }

  private expect(client: string): void {
    this.underway.set(client, performance.now() + PATIENCE_MS);
  }

  private isAnyExpected(): boolean {
    return [...this.underway.values()].some((until) => performance.now() < until);
  }

  /** Whose turn it is, of those who wait; a turn of somebody who does not is over. */
  private next(): string | undefined {
    for (let [turn] = this.turns; turn; [turn] = this.turns) {
      if (turn.statements-- > 0 && this.waiting.has(turn.client)) return turn.client;
      this.turns.shift();
    }
    return [...this.waiting.keys()].toSorted()[0];
  }
}
