import type { Random } from "./random.ts";

/** The factory's four steps, of which each takes ten seconds on average and varies by a quarter. */
const STEPS = 4;
const STEP_MS = 10_000;
const STEP_SHAPE = 16;
/** One order in twenty waits behind others, for as long again on average. */
const QUEUED_SHARE = 0.05;

/** What the store is configured with while nothing has been measured. */
export const CONFIGURED_MS = STEPS * STEP_MS;

/** Milliseconds from request to receipt. */
export function leadTimeMs(random: Random): number {
  let ms = 0;
  for (let step = 0; step < STEPS; step++) ms += random.gamma(STEP_SHAPE, STEP_MS);
  return random.uniform() < QUEUED_SHARE ? ms + random.exponential(CONFIGURED_MS) : ms;
}
