import { killChildren } from "@donut-states/gateway/server/children";

/** What a shell reports of a program that Ctrl-C ended. */
const INTERRUPTED = 130;
/** Within this time a signal is the same Ctrl-C again: the terminal sends it to all, and package managers pass it on. */
const ECHO_MS = 500;

/** Why and how a store on this machine ends. */
export class Ending {
  readonly #stopping = new AbortController();
  #signalledAt: number | undefined;
  #started = false;
  #failed = false;

  /** Aborted as soon as the store shall end. */
  get signal(): AbortSignal {
    return this.#stopping.signal;
  }

  /** The exit code: 0 for a store that was started and stopped. */
  get code(): number {
    if (this.#failed) return 1;
    return this.#started ? 0 : INTERRUPTED;
  }

  /** From now on the store runs. */
  started(): void {
    this.#started = true;
  }

  /** Somebody wants the store to end. */
  readonly stop = (): void => {
    if (this.signal.aborted) return;
    console.log("stopping");
    this.#stopping.abort();
  };

  /** As `stop`; a second signal ends at once what is left. */
  readonly signalled = (): void => {
    this.#signalledAt ??= performance.now();
    if (performance.now() - this.#signalledAt > ECHO_MS) {
      killChildren();
      process.exit(INTERRUPTED);
    }
    this.stop();
  };

  /** The store cannot go on: says why, unless its start was just being given up. */
  readonly fail = (error: unknown): void => {
    if (this.signal.aborted && !this.#started) return;
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
