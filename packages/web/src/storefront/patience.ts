import type { Problem } from "./problem.ts";

/** Waits before each further attempt of one wish. */
const PAUSES_MS = [500, 1_000, 2_000, 4_000];
/** A shop that asks for more patience than this is told to the customer instead. */
const LONGEST_PAUSE_MS = 5_000;

export const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Whether a request may have been done although the answer says nothing about it. */
export const isUnclear = ({ status }: Problem) => status === 0 || status >= 500;

/** Milliseconds until the given attempt; undefined where asking again is of no use. */
export function pauseBefore(attempt: number, problem: Problem): number | undefined {
  const pause = PAUSES_MS[attempt - 1];
  if (pause === undefined || !(isUnclear(problem) || problem.status === 429)) return undefined;
  const asked = Math.max(pause, (problem.retryAfter ?? 0) * 1_000);
  return asked > LONGEST_PAUSE_MS ? undefined : asked;
}
