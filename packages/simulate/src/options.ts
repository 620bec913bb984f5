import { parseArgs } from "node:util";

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
  help: boolean;
}

/** A call that the usage does not know. */
export class WrongCall extends Error {
  override readonly name = "WrongCall";
}

const LARGEST = 1_000_000;

/** Reads the command line. Throws a WrongCall that says what is wrong with it. */
export function readOptions(args: string[]): Options {
  const { docs, help, ...given } = parse(args);
  return {
    seed: number("seed", given.seed, 1),
    runs: number("runs", given.runs, 20),
    days: number("days", given.days, 28),
    docs,
    help,
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        seed: { type: "string" },
        runs: { type: "string" },
        days: { type: "string" },
        docs: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    }).values;
  } catch (error) {
    throw new WrongCall(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

function number(name: string, text: string | undefined, fallback: number): number {
  if (text === undefined) return fallback;
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= 1 && value <= LARGEST) return value;
  throw new WrongCall(`--${name} must be a whole number from 1 to ${LARGEST}`);
}
