import type { Answer, Order } from "./api.ts";

interface Options {
  order: (id: string) => Promise<Answer<Order>>;
  sleep: (ms: number) => Promise<void>;
}

/** Waits before each question: the verdict is a matter of a second or two, and of a minute where a message was lost. */
const PAUSES_MS = [1_000, 1_000, 2_000, 2_000, 4_000];
const LATER_MS = 5_000;
/** For about two minutes; after that the customer decides whether to wait on. */
const QUESTIONS = 27;

/** Asks what has become of an order until it is decided; undefined where that takes too long. A lost answer is none. */
export async function awaitVerdict(id: string, { order, sleep }: Options): Promise<Order | undefined> {
  for (let question = 0; question < QUESTIONS; question++) {
    await sleep(PAUSES_MS[question] ?? LATER_MS);
    const answer = await order(id);
    if (answer.ok && answer.value.status !== "pending") return answer.value;
  }
  return undefined;
}
