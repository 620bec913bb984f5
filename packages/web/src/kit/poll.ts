interface Options {
  /** Asks once; tells whether an answer came. An aborted question counts for nothing. */
  ask: (stop: AbortSignal) => Promise<boolean>;
  isVisible: () => boolean;
  /** Milliseconds between two questions while someone looks. */
  everyMs?: number;
}

const VISIBLE_MS = 2_000;
const HIDDEN_MS = 30_000;
const LONGEST_MS = 30_000;

/** Milliseconds until the next question. After a failure up to a half is added by chance, so that a crowd spreads out. */
export function pause(failures: number, isVisible: boolean, chance: number, everyMs = VISIBLE_MS): number {
  if (!isVisible) return HIDDEN_MS;
  if (failures === 0) return everyMs;
  return Math.min(everyMs * 2 ** (failures - 1), LONGEST_MS) * (1 + chance / 2);
}

/** Asks again and again: briskly while someone looks, seldom while nobody does or no answer comes. */
export function createPoll({ ask, isVisible, everyMs }: Options) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let current: AbortController | undefined;
  let failures = 0;

  /** Asks at once. A question under way is dropped: its answer could be older than what led here. */
  async function now(): Promise<void> {
    stop();
    const mine = new AbortController();
    current = mine;
    const answered = await ask(mine.signal);
    if (mine.signal.aborted) return;
    failures = answered ? 0 : failures + 1;
    timer = setTimeout(() => void now(), pause(failures, isVisible(), Math.random(), everyMs));
  }

  function stop(): void {
    clearTimeout(timer);
    current?.abort();
  }

  return { now, stop };
}
