/** How far a crowd has come, for those who wait for a point of it. */
export class Progress {
  #done = 0;
  #expected = 1;
  #waiting: { share: number; go: () => void }[] = [];

  expect(steps: number): void {
    this.#expected = Math.max(1, steps);
  }

  step(): void {
    this.#done++;
    const due = (share: number) => this.#done >= share * this.#expected;
    for (const { share, go } of this.#waiting) if (due(share)) go();
    this.#waiting = this.#waiting.filter(({ share }) => !due(share));
  }

  /** Resolves when this share (0 to 1) of the crowd's sales has begun. */
  reached(share: number): Promise<void> {
    if (this.#done > 0 && this.#done >= share * this.#expected) return Promise.resolve();
    return new Promise((go) => this.#waiting.push({ share, go }));
  }
}
