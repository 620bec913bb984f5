import type { Answer, Order, Purchase, Sale, Taken } from "./api.ts";
import { isUnclear, pauseBefore, wait } from "./patience.ts";
import { cameTooLate, type Problem, stillWaiting, takenBack, unreachable } from "./problem.ts";
import { awaitVerdict } from "./verdict.ts";

/** How a press of the button ended. `unclear`: no answer came back, and only the same key may ask again. */
export type Outcome =
  | { kind: "sold"; sale: Sale }
  | { kind: "refused"; problem: Problem }
  | { kind: "unclear"; problem: Problem };

interface Options {
  checkout: (purchase: Purchase) => Promise<Answer<Taken>>;
  order: (id: string) => Promise<Answer<Order>>;
  /** The purchase was asked for before, without an answer. */
  isRepeat?: boolean;
  /** Called before every attempt but the first. */
  onRetry?: () => void;
  /** Called when the order is in line with many others. */
  onWait?: (order: Order) => void;
  sleep?: (ms: number) => Promise<void>;
}

/** 128 random bits; `crypto.randomUUID` would need https. */
export const newKey = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join(
    "",
  );

/**
 * Buys, and asks again where the answer is lost or the shop is overrun: always the same purchase under the same key,
 * so that an order whose answer was lost is answered again and not bought again. An order that is in line is waited for.
 */
export async function place(purchase: Purchase, options: Options): Promise<Outcome> {
  const { checkout, order, onRetry, onWait, sleep = wait } = options;
  let doubt: Problem | undefined = options.isRepeat ? unreachable : undefined;
  for (let attempt = 0; ; attempt++) {
    const answer = await checkout(purchase);
    if (answer.ok && "stock" in answer.value)
      return answer.value.order.status === "cancelled"
        ? { kind: "refused", problem: takenBack }
        : { kind: "sold", sale: answer.value };
    if (answer.ok) {
      onWait?.(answer.value.order);
      const decided = await awaitVerdict(answer.value.order.id, { order, sleep });
      if (!decided) return { kind: "unclear", problem: stillWaiting };
      if (decided.status === "refused") return { kind: "refused", problem: cameTooLate };
      // It is sold; asked for under the same key, it comes with what is left.
      continue;
    }
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
