import { readArgs, WrongCall, wholeNumber } from "@donut-states/command-line";

export const usage = `pnpm bench [options]

Sells donuts by our design, by the usual ones and at the limits of this machine, in turns and in the same run; checks
after every round that nothing was lost, sold twice or invented; prints tables, and which targets are met.

  --quick        one short round of each, for a look (about half a minute)
  --full         every scenario with every number of clients
  --rounds N     how often each is measured (3)
  --only NAME    only this design, scenario or environment, or "loop"; may be repeated
  --json FILE    writes every figure as JSON; - writes it to the standard output, and nothing else
  --docs         writes the tables and the chart into docs/performance.md
  --list         the names
  --help         this`;

/** What is to be measured, and where it goes. */
export interface Options {
  quick: boolean;
  full: boolean;
  rounds: number;
  only: string[];
  json: string | undefined;
  docs: boolean;
  list: boolean;
}

const ROUNDS = 3;

/** Reads the command line. Throws a WrongCall that says what is wrong with it. */
export function readOptions(args: string[], names: readonly string[]): Options {
  const { rounds, only = [], json, ...flags } = readArgs({ args, options }).values;
  for (const name of only) if (!names.includes(name)) throw new WrongCall(`There is no ${name} to measure`);
  if (flags.quick && (flags.full || flags.docs))
    throw new WrongCall("--quick is for a look: neither --full nor --docs go with it");
  const count = wholeNumber("rounds", rounds, { fallback: flags.quick ? 1 : ROUNDS });
  return { ...flags, rounds: count, only, json };
}

const options = {
  quick: { type: "boolean", default: false },
  full: { type: "boolean", default: false },
  rounds: { type: "string" },
  only: { type: "string", multiple: true },
  json: { type: "string" },
  docs: { type: "boolean", default: false },
  list: { type: "boolean", default: false },
} as const;
