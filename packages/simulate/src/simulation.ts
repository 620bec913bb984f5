import type { Options } from "./options.ts";
import { type Pattern, patterns } from "./patterns.ts";
import { policies, type Policy } from "./policies.ts";
import { run } from "./run.ts";
import { add, type Result } from "./tally.ts";

/** What came of one policy under one pattern. */
export interface Outcome {
  pattern: Pattern;
  policy: Policy;
  result: Result;
}

type Size = Pick<Options, "seed" | "runs" | "days">;

export const runsOf = ({ runs }: Size) => patterns.length * policies.length * runs;

/** Every pattern with every policy; `onRun` hears of each run that is done. */
export function simulate(size: Size, onRun: () => void = () => {}): Outcome[] {
  return patterns.flatMap((pattern) =>
    policies.map((policy) => ({ pattern, policy, result: repeat(pattern, policy, size, onRun) })),
  );
}

function repeat(pattern: Pattern, policy: Policy, { seed, runs, days }: Size, onRun: () => void): Result {
  let total: Result | undefined;
  for (let index = 0; index < runs; index++) {
    const result = run(pattern, policy, days, seed * runs + index);
    total = total ? add(total, result) : result;
    onRun();
  }
  if (!total) throw new Error("There is nothing to simulate");
  return total;
}
