import { setTimeout as sleep } from "node:timers/promises";

/** Waits, at most until the signal is aborted. */
export async function pause(ms: number, until: AbortSignal): Promise<void> {
  // The abort is the other way for a pause to end, no failure.
  await sleep(ms, undefined, { signal: until }).catch(() => undefined);
}
