import { isAway, isContention } from "./failure.ts";

const CONTENTION_TRIES = 8;
const AWAY_TRIES = 2;

const pause = (milliseconds: number) =>
  new Promise<void>((resolve) => void setTimeout(resolve, milliseconds));

/** Milliseconds after which a failure was a wait: whoever called has no time left for another one. */
const QUICK_MS = 1_000;

/**
 * Runs `work` again where the engine gave it up (deadlock, lock wait), and once more where the answer was lost at once.
 * `work` must therefore be re-runnable as a whole: guarded statements, ids made outside of it.
 */
export async function retry<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const started = performance.now();
    try {
      return await work();
    } catch (error) {
      if (attempt >= tries(error, performance.now() - started)) throw error;
      await pause(Math.random() * 10 * 2 ** attempt);
    }
  }
}

function tries(error: unknown, tookMs: number): number {
  if (isContention(error)) return CONTENTION_TRIES;
  return isAway(error) && tookMs < QUICK_MS ? AWAY_TRIES : 1;
}
