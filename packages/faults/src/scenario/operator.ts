import { setTimeout as sleep } from "node:timers/promises";
import type { FaultyDatabase } from "../world/database.ts";
import type { FaultyStore } from "../world/store.ts";

/** Milliseconds before a process is started anew, where that failed. */
const PAUSE_MS = 250;

interface Plant {
  store: FaultyStore;
  database: FaultyDatabase;
  /** Of the store's clock, at every start. */
  skewMs: number;
  signal: AbortSignal;
}

/** Whoever kills and starts processes; several faults may ask for it at the same time. */
export class Operator {
  /** How many processes were killed. */
  kills = 0;
  readonly #plant: Plant;
  #store = Promise.resolve();
  #database = Promise.resolve();

  constructor(plant: Plant) {
    this.#plant = plant;
  }

  /** Kills the store at once, and starts it again in the background. */
  async crashStore(): Promise<void> {
    const { store, skewMs } = this.#plant;
    this.kills++;
    await store.kill();
    // It may be killed again while it starts, and its database may be away.
    this.#store = this.#store.then(() => this.#insist(() => store.start(skewMs)));
  }

  /** Kills the database, in its turn, keeps it away for a while and starts it again. */
  crashDatabase(awayMs: number): Promise<void> {
    this.#database = this.#database.then(() => this.#replaceDatabase(awayMs));
    return this.#database;
  }

  async #replaceDatabase(awayMs: number): Promise<void> {
    const { database } = this.#plant;
    this.kills++;
    await database.kill();
    await sleep(awayMs);
    await this.#insist(() => database.start());
  }

  /** Resolves when nothing is being started any more. */
  async allUp(): Promise<void> {
    await this.#database;
    await this.#store;
  }

  async #insist(start: () => Promise<void>): Promise<void> {
    while (!this.#plant.signal.aborted) {
      const started = await start().then(
        () => true,
        () => false,
      );
      if (started) return;
      await sleep(PAUSE_MS);
    }
  }
}
