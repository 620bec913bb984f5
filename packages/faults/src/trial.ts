import type { InvariantName } from "./invariants/invariants.ts";
import { type Bug, type BugName, bugs } from "./planted/bugs.ts";
import { plant } from "./planted/plant.ts";
import { allFaults, nothing } from "./fault/all.ts";
import { type Outcome, run } from "./scenario/run.ts";
import { alone, type Scenario } from "./scenario/scenario.ts";

/** One line of the suite: a scenario that must be survived, or a planted bug that must be caught. */
export interface Trial {
  readonly name: string;
  readonly scenario: Scenario;
  readonly sales: number;
  /** The options that play it again. */
  readonly again: string;
  /** Present where the store has this bug. */
  readonly bug?: Bug;
}

export interface Verdict {
  passed: boolean;
  /** In a word or two. */
  word: string;
  outcome: Outcome | undefined;
}

/** Seconds without any change after which what is open counts as lost: an overdue order waits longer than a message. */
const STILL_S = 30;
/** A bug's loss is for good, and is seen sooner. */
const STILL_WITH_BUG_S = 15;
/** A bug shows in a small crowd. */
const SALES_WITH_BUG = 250;

export const survival = (scenario: Scenario, sales: number, surge = false): Trial => ({
  name: scenario.name,
  scenario,
  sales,
  again: `--scenario ${scenario.name} --seed ${scenario.seed} --sales ${sales}${surge ? " --surge" : ""}`,
});

export function catching(name: BugName, seed: number, most: number): Trial {
  const bug: Bug = bugs[name];
  const fault = allFaults.find((one) => one.name === bug.fault) ?? nothing;
  const sales = Math.min(most, SALES_WITH_BUG);
  return {
    name,
    scenario: alone(fault, seed),
    sales,
    bug,
    again: `--bug ${name} --seed ${seed} --sales ${sales}`,
  };
}

/** Plays a trial. Rejects where the store did not even start. */
export async function hold(trial: Trial, signal: AbortSignal): Promise<Verdict> {
  return trial.bug ? holdPlanted(trial, trial.bug, signal) : holdSurvival(trial, signal);
}

async function holdSurvival({ scenario, sales }: Trial, signal: AbortSignal): Promise<Verdict> {
  const outcome = await run(scenario, { sales, stillSeconds: STILL_S, signal });
  const broken = names(outcome);
  if (broken.length > 0) return { passed: false, word: `BROKEN ${broken.join(" ")}`, outcome };
  return {
    passed: outcome.failure === undefined,
    word: outcome.failure === undefined ? "held" : "FAILED",
    outcome,
  };
}

async function holdPlanted({ scenario, sales }: Trial, bug: Bug, signal: AbortSignal): Promise<Verdict> {
  const planted = await plant(bug);
  try {
    const settings = { ...scenario.settings, root: planted.root };
    const outcome = await run({ ...scenario, settings }, { sales, stillSeconds: STILL_WITH_BUG_S, signal });
    const found = names(outcome);
    const caught = found.some((name) => bug.caughtBy.includes(name));
    return { passed: caught, word: caught ? `caught by ${found.join(" ")}` : "SURVIVED", outcome };
  } finally {
    await planted.remove();
  }
}

const names = ({ violations }: Outcome): InvariantName[] => violations.map(({ invariant }) => invariant);
