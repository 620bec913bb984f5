import { once } from "node:events";
import { reason } from "@donut-states/core/log";
import { cronTimeoutSeconds } from "@donut-states/core/topology";
import type { Handler } from "./functions.ts";
import { createContext } from "./context.ts";
import { withTimeout } from "./timeout.ts";
import { pause } from "../pause.ts";

/** Milliseconds one run may take, as in AWS. */
const TIMEOUT_MS = cronTimeoutSeconds * 1000;

/**
 * Runs a function every so many milliseconds, never twice at once, beginning when `after` resolves; a failed run is told,
 * once for the same reason in a row, and does not end it. `first` resolves when it has run once, or will not run.
 */
export function startSchedule(options: {
  functionName: string;
  everyMs: number;
  after?: Promise<void>;
  handler: () => Promise<Handler>;
  onFailure: (functionName: string, error: unknown) => void;
}): { first: Promise<void>; stop: () => Promise<void> } {
  const stopping = new AbortController();
  let running = Promise.resolve();
  const first = new Promise<void>((resolve) => {
    running = run(options, stopping.signal, resolve).finally(resolve);
  });
  return {
    first,
    stop: () => {
      stopping.abort();
      return running;
    },
  };
}

async function run(
  { functionName, everyMs, after, handler, onFailure }: Parameters<typeof startSchedule>[0],
  stopping: AbortSignal,
  onRun: () => void,
): Promise<void> {
  if (after) await Promise.race([after, once(stopping, "abort")]);
  let told: string | undefined;
  while (!stopping.aborted) {
    try {
      const invoke = await handler();
      await withTimeout(() => invoke({}, createContext(functionName, "local", TIMEOUT_MS)), TIMEOUT_MS);
      told = undefined;
    } catch (error) {
      if (told !== reason(error)) onFailure(functionName, error);
      told = reason(error);
    }
    onRun();
    await pause(everyMs, stopping);
  }
}
