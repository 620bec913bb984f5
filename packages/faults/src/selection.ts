import { allFaults, nothing } from "./fault/all.ts";
import type { Options } from "./options.ts";
import { type BugName, bugs } from "./planted/bugs.ts";
import { alone, COMBINATION, combination, type Scenario } from "./scenario/scenario.ts";
import { catching, survival, type Trial } from "./trial.ts";

/** What every change must survive: one of each kind. */
const quickFaults = ["store-killed", "database-killed", "factory-silent", "sns-refuses"];
const quickBugs: BugName[] = ["callbackCountsAlways", "secondOrder"];

/** What the options ask for, in order. */
export function select(options: Options): Trial[] {
  const { seed, sales, only, surge } = options;
  const chosen = only === "planted" ? [] : chosenScenarios(options);
  const scenarios = surge ? chosen.map(inSurgeLane) : chosen;
  const planted = only === "quick" ? quickBugs : only === "named" ? options.bugs : allBugs;
  return [
    ...scenarios.map((scenario) => survival(scenario, sales, surge)),
    ...planted.map((name) => catching(name, seed, sales)),
  ];
}

const allBugs = Object.keys(bugs) as BugName[]; // Object.keys forgets the literal keys

const inSurgeLane = (scenario: Scenario): Scenario => ({
  ...scenario,
  settings: { ...scenario.settings, lane: "surge" },
});

function chosenScenarios({ seed, seeds, scenarios, only }: Options): Scenario[] {
  if (only === "named") return scenarios.map((name) => named(name, seed));
  if (only === "quick") return [...quickFaults.map((name) => named(name, seed)), combination(seed)];
  const combinations = Array.from({ length: seeds }, (_, number) => combination(seed + number));
  return [...[nothing, ...allFaults].map((fault) => alone(fault, seed)), ...combinations];
}

function named(name: string, seed: number): Scenario {
  if (name === COMBINATION) return combination(seed);
  return alone(allFaults.find((fault) => fault.name === name) ?? nothing, seed);
}
