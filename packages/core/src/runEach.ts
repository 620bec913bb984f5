import { reason } from "./log.ts";

/** Runs each step in turn although others fail, and then throws what failed as one error. */
export async function runEach(steps: readonly (() => Promise<unknown>)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const step of steps) await step().catch((error: unknown) => void failures.push(error));
  if (failures.length > 0) throw new AggregateError(failures, failures.map(reason).join("; "));
}
