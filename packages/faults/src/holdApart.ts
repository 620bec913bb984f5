import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Trial, Verdict } from "./trial.ts";

const program = fileURLToPath(new URL("trialProcess.ts", import.meta.url));

/** Of a trial that came to no verdict. */
const notHeld: Verdict = { passed: false, word: "FAILED", outcome: undefined };

/**
 * Holds a trial in a process of its own, so that those at the same time do not slow each other's proxy down, and nothing
 * of one is left for the next. The signal ends it.
 */
export function holdApart(trial: Trial, signal: AbortSignal): Promise<Verdict> {
  const child = fork(program, trial.again.split(" "));
  const end = () => child.kill("SIGINT");
  signal.addEventListener("abort", end, { once: true });
  return new Promise((resolve) => {
    let verdict = notHeld;
    // It is our own program, and sends nothing else.
    child.once("message", (message) => (verdict = message as unknown as Verdict));
    child.once("close", () => {
      signal.removeEventListener("abort", end);
      resolve(verdict);
    });
  });
}
