import { setTimeout } from "node:timers/promises";
import { connect, type Database } from "../../src/db/client.ts";
import { type DatabaseFetch, keepAliveFetch } from "../../src/db/fetch.ts";

/** So many statements of one client before another's. */
export interface Turn {
  client: string;
  statements: number;
}

/** A client that has not come back after so many milliseconds waits for a lock; others go on, or it would wait for ever. */
const PATIENCE_MS = 10;
const STATEMENT_MS = 8_000;

/**
 * Lets statements go one at a time by given turns, so that a history can be repeated, and so that one client may do much
 * while another stands between two statements, where races hide. After the last turn each client goes on to its end.
 */
export class Gate {
  private readonly waiting = new Map<string, () => void>();
  private readonly turns: Turn[];
  private arrived = (_client: string): void => {};

  constructor(turns: readonly Turn[]) {
    this.turns = turns.map((turn) => ({ ...turn }));
  }

  /** A client's own connection, whose statements wait here. */
  connect(url: string, client: string): Database {
    const send = keepAliveFetch(STATEMENT_MS);
    const gated: DatabaseFetch = async (to, init) => {
      await new Promise<void>((go) => {
        this.waiting.set(client, go);
        this.arrived(client);
      });
      return send(to, init);
    };
    return connect(url, gated);
  }

  /** Keeps the gate until all the work is done. */
  async keep<T>(work: Promise<T>): Promise<T> {
    const keeping = new AbortController();
    const end = () => keeping.abort();
    work.then(end, end);
    while (!keeping.signal.aborted) {
      const client = this.next();
      await (client === undefined ? setTimeout(1) : this.letGo(client));
    }
    return work;
  }

  private async letGo(client: string): Promise<void> {
    const isBack = new Promise<void>((resolve) => {
      this.arrived = (who) => who === client && resolve();
    });
    this.waiting.get(client)?.();
    this.waiting.delete(client);
    await Promise.race([isBack, setTimeout(PATIENCE_MS)]);
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
