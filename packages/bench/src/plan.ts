import { type Environment, environments } from "./database/environment.ts";
import type { Options } from "./options.ts";
import { type Scenario, type ScenarioName, scenarios } from "./scenario.ts";
import { subjects } from "./subjects/all.ts";
import type { Subject } from "./subjects/subject.ts";

/** What is measured side by side: every design, with the same buyers before the same shelves. */
export interface Cell {
  environment: Environment;
  scenario: Scenario;
  clients: number;
  rounds: number;
  subjects: readonly Subject[];
}

const LADDER = [1, 8, 16, 32, 64];
const CROWD = 64;
const QUICK = [16, CROWD];

/** Numbers of clients of a scenario: all of them where the stock is ample, the crowd elsewhere. */
function clientsOf(scenario: ScenarioName, { quick, full }: Options): readonly number[] {
  if (full) return LADDER;
  if (scenario === "ample") return quick ? QUICK : LADDER;
  return [CROWD];
}

/** Until 500 are sold one by one over a slow network takes its time, and what it shows needs no median. */
const roundsOf = ({ buyers }: Scenario, { name }: Environment, rounds: number) =>
  buyers !== undefined && name === "production" ? 1 : rounds;

const isWanted = (only: readonly string[], names: readonly string[], name: string) => {
  const named = only.filter((one) => names.includes(one));
  return named.length === 0 || named.includes(name);
};

export const subjectNames = subjects.map(({ name }) => name);
export const scenarioNames = scenarios.map(({ name }) => name);
export const environmentNames = environments.map(({ name }) => name);

/** What is to be measured, in the order in which it is. */
export function plan(options: Options): Cell[] {
  const { only, rounds } = options;
  const chosen = subjects.filter(({ name }) => isWanted(only, subjectNames, name));
  return environments
    .filter(({ name }) => isWanted(only, environmentNames, name))
    .flatMap((environment) =>
      scenarios
        .filter(({ name }) => isWanted(only, scenarioNames, name))
        .flatMap((scenario) =>
          clientsOf(scenario.name, options).map((clients) => ({
            environment,
            scenario,
            clients,
            rounds: roundsOf(scenario, environment, rounds),
            subjects: chosen.filter((subject) => subject.scenarios.includes(scenario.name)),
          })),
        ),
    )
    .filter((cell) => cell.subjects.length > 0);
}
