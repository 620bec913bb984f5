/** Tells on the standard error how far a run is: in one line that is written over, or a line for each step where nobody watches. */
export class Progress {
  readonly #started = performance.now();
  readonly #isWatched = process.stderr.isTTY;
  #step = "";

  /** Begins a step of so many. */
  begin(done: number, of: number, step: string): void {
    this.#step = `${this.#clock()} [${done + 1}/${of}] ${step}`;
    if (!this.#isWatched) process.stderr.write(`${this.#step}\n`);
  }

  /** Says what is going on within the step. */
  detail(what: string): void {
    if (this.#isWatched) process.stderr.write(`\r\u001B[K${`${this.#step} · ${what}`.slice(0, 120)}`);
  }

  /** A line that stays. */
  say(line: string): void {
    this.clear();
    process.stderr.write(`${line}\n`);
  }

  clear(): void {
    if (this.#isWatched) process.stderr.write("\r\u001B[K");
  }

  #clock(): string {
    return `${String(Math.round((performance.now() - this.#started) / 1000)).padStart(3)} s`;
  }
}
