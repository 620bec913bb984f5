import { readArgs, WrongCall, wholeNumber } from "@donut-states/command-line";
import { allFaults, nothing } from "./fault/all.ts";
import { type BugName, bugs } from "./planted/bugs.ts";
import { COMBINATION } from "./scenario/scenario.ts";

export const usage = `pnpm test:faults [options]

Breaks a real store in every way it should survive, lets it heal, and checks that nothing is lost.
Without options: every fault alone, 3 random combinations, and every planted bug, which must be caught.

  --seeds N         every fault alone and N random combinations (and every planted bug)
  --seed S          the first seed; without it, one of the clock's (it is printed)
  --scenario NAME   only this scenario; may be repeated
  --bug NAME        only this planted bug; may be repeated
  --planted         only the planted bugs
  --quick           a small selection for every change: two kinds of kill, the factory, SNS, a combination, two planted bugs
  --surge           sell everything in the surge lane, whatever goes wrong
  --sales N         attempts to buy in each scenario (1000; with --quick 120)
  --jobs N          play so many at the same time (1; with --quick 2)
  --list            the names, and what they stand for
  --help            this`;

/** What is to be played. */
export interface Options {
  seeds: number;
  seed: number;
  scenarios: string[];
  bugs: BugName[];
  only: "all" | "planted" | "quick" | "named";
  sales: number;
  jobs: number;
  /** Whether everything is sold in the surge lane, whatever goes wrong. */
  surge: boolean;
  list: boolean;
}

const SALES = 1_000;
const QUICK_SALES = 120;
const QUICK_JOBS = 2;
const SEEDS = 3;
const LARGEST = 2 ** 31 - 1;

/** Reads the command line. Throws a WrongCall that says what is wrong with it. */
export function readOptions(args: string[]): Options {
  const given = readArgs({ args, options }).values;
  const scenarios = given.scenario ?? [];
  const chosen = given.bug ?? [];
  const known = [COMBINATION, nothing.name, ...allFaults.map(({ name }) => name)];
  for (const name of scenarios)
    if (!known.includes(name)) throw new WrongCall(`There is no scenario ${name}`);
  const named = scenarios.length + chosen.length > 0;
  const ways = [given.quick, given.planted, named].filter(Boolean).length;
  if (ways > 1) throw new WrongCall("--quick, --planted and names do not go together");
  return {
    seeds: wholeNumber("seeds", given.seeds, { fallback: SEEDS, least: 0 }),
    seed: wholeNumber("seed", given.seed, {
      fallback: given.quick ? 1 : Date.now() % 1_000_000,
      least: 0,
      most: LARGEST,
    }),
    scenarios,
    bugs: chosen.map(bugNamed),
    only: given.quick ? "quick" : given.planted ? "planted" : named ? "named" : "all",
    sales: wholeNumber("sales", given.sales, { fallback: given.quick ? QUICK_SALES : SALES }),
    jobs: wholeNumber("jobs", given.jobs, { fallback: given.quick ? QUICK_JOBS : 1 }),
    surge: given.surge,
    list: given.list,
  };
}

const options = {
  seeds: { type: "string" },
  seed: { type: "string" },
  scenario: { type: "string", multiple: true },
  bug: { type: "string", multiple: true },
  planted: { type: "boolean", default: false },
  quick: { type: "boolean", default: false },
  sales: { type: "string" },
  jobs: { type: "string" },
  surge: { type: "boolean", default: false },
  list: { type: "boolean", default: false },
} as const;

const isBug = (name: string): name is BugName => Object.hasOwn(bugs, name);

function bugNamed(name: string): BugName {
  if (isBug(name)) return name;
  throw new WrongCall(`There is no planted bug ${name}: ${Object.keys(bugs).join(", ")}`);
}
