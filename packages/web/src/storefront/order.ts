import type { Answer, Purchase, Sale } from "./api.ts";
import { type Problem, unreachable } from "./problem.ts";

/** How a press of the button ended. `unclear`: no answer came back, and only the same key may ask again. */
export type Outcome =
  | { kind: "sold"; sale: Sale }
  | { kind: "refused"; problem: Problem }
  | { kind: "unclear"; problem: Problem };

interface Options {
  checkout: (purchase: Purchase) => Promise<Answer<Sale>>;
  /** The purchase was asked for before, without an answer. */
  isRepeat?: boolean;
  /** Called before every attempt but the first. */
  onRetry?: () => void;
  sleep?: (ms: number) => Promise<void>;
}

/** Waits before each further attempt of one press. */
const PAUSES_MS = [500, 1_000, 2_000, 4_000];
/** A shop that asks for more patience than this is told to the customer instead. */
const LONGEST_PAUSE_MS = 5_000;

const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Whether the order may have been taken although the answer says nothing about it. */
const isUnclear = ({ status }: Problem) => status === 0 || status >= 500;

/** 128 random bits; `crypto.randomUUID` would need https. */
export const newKey = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join(
    "",
  );

/**
 * Buys, and asks again where the answer is lost or the shop is overrun: always the same purchase under the same key,
 * so that an order whose answer was lost is answered again and not bought again.
 */
export async function place(purchase: Purchase, options: Options): Promise<Outcome> {
  const { checkout, onRetry, sleep = wait } = options;
  let doubt: Problem | undefined = options.isRepeat ? unreachable : undefined;
  for (let attempt = 0; ; attempt++) {
    const answer = await checkout(purchase);
    if (answer.ok) return { kind: "sold", sale: answer.value };
    const { problem } = answer;
    if (isUnclear(problem)) doubt = problem;
    const pause = pauseBefore(attempt + 1, problem);
    if (pause === undefined) {
      // A crowd is turned away before anyone looks at the key: what was unclear before still is.
      return doubt && (isUnclear(problem) || problem.status === 429)
        ? { kind: "unclear", problem: doubt }
        : { kind: "refused", problem };
    }
    await sleep(pause);
    onRetry?.();
  }
}

/** Milliseconds until the given attempt; undefined where asking again is of no use. */
function pauseBefore(attempt: number, problem: Problem): number | undefined {
  const pause = PAUSES_MS[attempt - 1];
  if (pause === undefined || !(isUnclear(problem) || problem.status === 429)) return undefined;
  const asked = Math.max(pause, (problem.retryAfter ?? 0) * 1_000);
  return asked > LONGEST_PAUSE_MS ? undefined : asked;
}
