interface Options {
  /** Asks once; tells whether an answer came. An aborted question counts for nothing. */
  ask: (stop: AbortSignal) => Promise<boolean>;
  isVisible?: () => boolean;
  /** Milliseconds between two questions while someone looks. */
  everyMs?: number;
}

/**
 * Polled, and not pushed: the API is functions behind an HTTP API, where a connection that is held open is paid for by
 * the second, while an unchanged answer is a 304 without a body. Two seconds are as live as a shelf needs to look.
 */
const VISIBLE_MS = 2_000;
/**
 * A page in a forgotten tab costs the shop a fifteenth of one that is looked at. It is not silent, so that what sold
 * out or came back can still be announced, and whoever returns is answered at once (`keepAsking`).
 */
const HIDDEN_MS = 30_000;
const LONGEST_MS = 30_000;

/** Milliseconds until the next question. After a failure up to a half is added by chance, so that a crowd spreads out. */
export function pause(failures: number, isVisible: boolean, chance: number, everyMs = VISIBLE_MS): number {
  if (!isVisible) return HIDDEN_MS;
  if (failures === 0) return everyMs;
  return Math.min(everyMs * 2 ** (failures - 1), LONGEST_MS) * (1 + chance / 2);
}

const isLookedAt = () => document.visibilityState === "visible";

/** Asks again and again: briskly while someone looks, seldom while nobody does or no answer comes. */
export function createPoll({ ask, isVisible = isLookedAt, everyMs }: Options) {
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

/** Starts asking, and asks at once whenever somebody comes back to the page or the network does. Returns how to stop. */
export function keepAsking({ now, stop }: ReturnType<typeof createPoll>): () => void {
  const ask = () => void now();
  const events: [EventTarget, string][] = [
    [document, "visibilitychange"],
    [window, "focus"],
    [window, "online"],
  ];
  for (const [target, event] of events) target.addEventListener(event, ask);
  ask();
  return () => {
    for (const [target, event] of events) target.removeEventListener(event, ask);
    stop();
  };
}
