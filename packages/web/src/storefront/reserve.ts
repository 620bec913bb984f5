import type { Answer, Reservation, Wish } from "./api.ts";
import { isUnclear, pauseBefore, wait } from "./patience.ts";
import type { Problem } from "./problem.ts";

/** How a reservation ended. `unclear`: no answer came back, and only the same key may ask again. */
export type Reserving =
  | { kind: "reserved"; reservation: Reservation }
  | { kind: "refused"; problem: Problem }
  | { kind: "unclear"; problem: Problem };

interface Options {
  reserve: (wish: Wish) => Promise<Answer<Reservation>>;
  sleep?: (ms: number) => Promise<void>;
}

/**
 * Takes a place in the line, and asks again where the answer is lost or the shop is overrun: always the same wish under
 * the same key, so that a wish whose answer was lost takes one place and not two.
 */
export async function reserve(wish: Wish, { reserve: ask, sleep = wait }: Options): Promise<Reserving> {
  let doubt: Problem | undefined;
  for (let attempt = 1; ; attempt++) {
    const answer = await ask(wish);
    if (answer.ok) return { kind: "reserved", reservation: answer.value };
    const { problem } = answer;
    if (isUnclear(problem)) doubt = problem;
    const pause = pauseBefore(attempt, problem);
    if (pause === undefined)
      return doubt && (isUnclear(problem) || problem.status === 429)
        ? { kind: "unclear", problem: doubt }
        : { kind: "refused", problem };
    await sleep(pause);
  }
}
