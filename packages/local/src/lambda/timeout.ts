import { within } from "@donut-states/core/within";

/** Lambda's error for a function that took too long. */
export class FunctionTimeout extends Error {
  override name = "Sandbox.Timedout";
}

const timedOut = (milliseconds: number) =>
  new FunctionTimeout(`Task timed out after ${(milliseconds / 1000).toFixed(2)} seconds`);

/** What a function's work results in; rejects with FunctionTimeout after `timeoutMs`. */
export async function withTimeout<T>(work: () => Promise<T>, timeoutMs: number): Promise<T> {
  return within(timeoutMs, work(), timedOut);
}
