import { allFaults } from "../fault/all.ts";
import type { Fault } from "../fault/fault.ts";
import { createRandom } from "../random.ts";
import type { StoreSettings } from "./stage.ts";

/** A seed and what goes wrong under it: everything that a replay needs. */
export interface Scenario {
  readonly name: string;
  readonly seed: number;
  readonly faults: readonly Fault[];
  readonly settings: StoreSettings;
}

/** The name of the scenarios in which chance puts several faults together. */
export const COMBINATION = "combination";
const FEWEST = 3;
const MOST = 6;

/** Only one thing goes wrong. */
export const alone = (fault: Fault, seed: number): Scenario => ({
  name: fault.name,
  seed,
  faults: [fault],
  settings: fault.settings ?? {},
});

/** Several things go wrong at the same time; the seed decides which, and in which lane everything is sold. */
export function combination(seed: number): Scenario {
  const random = createRandom(seed).fork("faults");
  const lane = random.integer(1, 3) === 1 ? "surge" : "normal";
  const possible = allFaults.filter((fault) => fault.lane === undefined || fault.lane === lane);
  const faults = random.shuffled(possible).slice(0, random.integer(FEWEST, MOST));
  return {
    name: COMBINATION,
    seed,
    faults,
    settings: Object.assign({}, ...faults.map(({ settings }) => settings), { lane }),
  };
}
