import { createSignal } from "solid-js";
import type { Answer, Problem } from "../api.ts";
import { t } from "../i18n/index.ts";
import { problemTold } from "../i18n/told.ts";

/** What the last action came to, in words; null once it has been read or is old. */
const [notice, setNotice] = createSignal<{ text: string; isTrouble: boolean } | null>(null);
export { notice };

const SHOWN_MS = 8_000;
let timer: ReturnType<typeof setTimeout> | undefined;

function show(text: string, isTrouble: boolean): void {
  clearTimeout(timer);
  setNotice({ text, isTrouble });
  timer = setTimeout(dismiss, SHOWN_MS);
}

export const dismiss = () => setNotice(null);

/** A problem in words, which are the API's own where there are no better ones. */
export const inWords = (problem: Problem) =>
  problem.code === "network_error"
    ? t().problem.unreachable
    : problemTold(problem).text || t().problem.unknown(problem.code);

/** Says what became of an action, and hands the value on where there is one. */
export function told<T>(answer: Answer<T>, done: (value: T) => string): T | undefined {
  if (!answer.ok) {
    show(inWords(answer.problem), true);
    return undefined;
  }
  show(done(answer.value), false);
  return answer.value;
}
