/** Why and how a store on this machine ends. */
export class Ending {
  readonly #stopping = new AbortController();
  #failed = false;

  /** Aborted as soon as the store shall end. */
  get signal(): AbortSignal {
    return this.#stopping.signal;
  }

  get failed(): boolean {
    return this.#failed;
  }

  /** Somebody wants the store to end. */
  readonly stop = (): void => {
    if (this.signal.aborted) return;
    console.log("stopping");
    this.#stopping.abort();
  };

  /** The store cannot go on: says why. */
  readonly fail = (error: unknown): void => {
    this.#failed = true;
    console.error(error instanceof Error ? error.message : error);
    this.#stopping.abort();
  };

  /** Resolves when the store shall end. */
  async asked(): Promise<void> {
    if (this.signal.aborted) return;
    await new Promise((resolve) => this.signal.addEventListener("abort", resolve, { once: true }));
  }
}
