import { reason } from "./log.ts";

type Step = () => Promise<unknown>;

/** Runs each step in turn although others fail, and then throws what failed as one error. */
export async function runEach(steps: readonly Step[]): Promise<void> {
  const failures: unknown[] = [];
  for (const step of steps) await step().catch((error: unknown) => void failures.push(error));
  throwAll(failures);
}

/** Runs the steps at the same time, so that one which hangs delays no other; and then throws what failed as one error. */
export async function runTogether(steps: readonly Step[]): Promise<void> {
  const outcomes = await Promise.allSettled(steps.map((step) => step()));
  throwAll(outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : [])));
}

function throwAll(failures: readonly unknown[]): void {
  if (failures.length > 0) throw new AggregateError(failures, failures.map(reason).join("; "));
}
