import { readArgs, wholeNumber } from "@donut-states/command-line";

export const usage = `pnpm simulate [options]

Lets customers come in several patterns to a shelf that is ordered for by several policies, and reports what came of it.

  --seed N    another seed is another crowd (1)
  --runs N    so many runs of each pattern and policy (20)
  --days N    so many days in each run (28)
  --docs      write the result into docs/replenishment.md, and the chart beside it
  --help      this`;

export interface Options {
  seed: number;
  runs: number;
  days: number;
  docs: boolean;
}

/** Reads the command line. Throws a WrongCall that says what is wrong with it. */
export function readOptions(args: string[]): Options {
  const { values } = readArgs({
    args,
    options: {
      seed: { type: "string" },
      runs: { type: "string" },
      days: { type: "string" },
      docs: { type: "boolean", default: false },
    },
  });
  return {
    seed: wholeNumber("seed", values.seed, { fallback: 1 }),
    runs: wholeNumber("runs", values.runs, { fallback: 20 }),
    days: wholeNumber("days", values.days, { fallback: 28 }),
    docs: values.docs,
  };
}
