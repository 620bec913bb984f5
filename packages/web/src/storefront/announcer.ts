import { createSignal } from "solid-js";

/** Long enough for a screen reader to notice the change, and to put what happens together into one sentence. */
const PAUSE_MS = 250;

/** What is said aloud to those who do not look: the text of one live region. */
export function createAnnouncer() {
  const [text, setText] = createSignal("");
  let waiting: string[] = [];

  function say(sentence: string): void {
    if (waiting.length === 0) {
      setText("");
      setTimeout(() => {
        setText(waiting.join(" "));
        waiting = [];
      }, PAUSE_MS);
    }
    waiting.push(sentence);
  }

  return { text, say };
}
