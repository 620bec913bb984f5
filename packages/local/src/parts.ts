/** Something that was started and can be stopped. */
export interface Part {
  stop: () => Promise<void>;
}

/**
 * Keeps what was started, to stop it in reverse order. One part that fails to stop does not keep the others running;
 * its error is thrown at the end.
 */
export class Parts {
  readonly #started: Part[] = [];
  readonly #signal: AbortSignal;

  /** Once the signal is aborted, `add` rejects: whoever adds shall go no further. */
  constructor(signal: AbortSignal) {
    this.#signal = signal;
  }

  keep<P extends Part>(part: P): P {
    this.#started.push(part);
    return part;
  }

  async add<P extends Part>(starting: Promise<P>): Promise<P> {
    const part = this.keep(await starting);
    this.#signal.throwIfAborted();
    return part;
  }

  async stop(): Promise<void> {
    const failures: unknown[] = [];
    for (let part = this.#started.pop(); part; part = this.#started.pop())
      await part.stop().catch((error: unknown) => failures.push(error));
    if (failures.length > 0) throw failed(failures);
  }
}

/** Parts that do not need each other, and so stop side by side: as fast as the slowest. */
export class Together implements Part {
  readonly #started: Part[] = [];

  keep(part: Part): void {
    this.#started.push(part);
  }

  async stop(): Promise<void> {
    const outcomes = await Promise.allSettled(this.#started.map((part) => part.stop()));
    const failures = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
    if (failures.length > 0) throw failed(failures);
  }
}

const failed = (failures: readonly unknown[]) =>
  new AggregateError(failures, `Stopping failed: ${failures.map(String).join("; ")}`);
