import { reason } from "@donut-states/core/log";
import { cronTimeoutSeconds } from "@donut-states/core/topology";
import type { Handler } from "./functions.ts";
import { createContext } from "./context.ts";
import { withTimeout } from "./timeout.ts";
import { pause } from "../pause.ts";

/** Milliseconds one run may take, as in AWS. */
const TIMEOUT_MS = cronTimeoutSeconds * 1000;

/** Runs a function every so many milliseconds, never twice at once; a failed run is told, once for the same reason in a row, and does not end it. */
export function startSchedule(options: {
  functionName: string;
  everyMs: number;
  handler: () => Promise<Handler>;
  onFailure: (functionName: string, error: unknown) => void;
}): { stop: () => Promise<void> } {
  const stopping = new AbortController();
  const running = run(options, stopping.signal);
  return {
    stop: () => {
      stopping.abort();
      return running;
    },
  };
}

async function run(
  { functionName, everyMs, handler, onFailure }: Parameters<typeof startSchedule>[0],
  stopping: AbortSignal,
): Promise<void> {
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
    await pause(everyMs, stopping);
  }
}
