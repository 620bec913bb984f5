import { isAway, isContention } from "./failure.ts";

const CONTENTION_TRIES = 8;
const AWAY_TRIES = 2;

const pause = (milliseconds: number) =>
  new Promise<void>((resolve) => void setTimeout(resolve, milliseconds));

/**
 * Runs `work` again where the engine gave it up (deadlock, lock wait), and once more where the answer was lost.
 * `work` must therefore be re-runnable as a whole: guarded statements, ids made outside of it.
 */
export async function retry<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      const tries = isContention(error) ? CONTENTION_TRIES : isAway(error) ? AWAY_TRIES : 1;
      if (attempt >= tries) throw error;
      await pause(Math.random() * 10 * 2 ** attempt);
    }
  }
}
