import { onCleanup, onMount } from "solid-js";
import { createStore, reconcile } from "solid-js/store";
import { createPoll } from "../kit/poll.ts";
import type { Answer, Problem } from "./api.ts";

interface State<T> {
  /** The last answer that was one; undefined until the first. */
  value: T | undefined;
  /** Why the latest question went wrong; null while all is well. */
  problem: Problem | null;
}

const isVisible = () => document.visibilityState === "visible";

/** Something that is asked for again and again while its view is open, and changes only where the answer did. */
export function createLive<T extends object>(
  question: () => Promise<Answer<T>>,
  options: { everyMs?: number; key?: string; onAnswer?: (value: T) => void } = {},
) {
  const [state, set] = createStore<State<T>>({ value: undefined, problem: null });

  async function ask(stop: AbortSignal): Promise<boolean> {
    const answer = await question();
    if (stop.aborted) return false;
    if (!answer.ok) {
      set("problem", answer.problem);
      return false;
    }
    set("problem", null);
    options.onAnswer?.(answer.value);
    set("value", reconcile(answer.value, { key: options.key ?? "id" }) as never); // the store's paths forget T
    return true;
  }

  const poll = createPoll({ ask, isVisible, ...(options.everyMs ? { everyMs: options.everyMs } : {}) });
  const refresh = () => void poll.now();

  onMount(() => {
    document.addEventListener("visibilitychange", refresh);
    refresh();
    onCleanup(() => {
      document.removeEventListener("visibilitychange", refresh);
      poll.stop();
    });
  });

  return { state, refresh };
}
