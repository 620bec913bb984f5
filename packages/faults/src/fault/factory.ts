import type { Faults } from "@donut-states/factory/fault-settings";
import type { Stage } from "../scenario/stage.ts";
import type { Fault } from "./fault.ts";

/** Orders that are struck by a fault of the factory: enough for every product, few enough to heal within the scenario. */
const FEW = 4;
const MANY = 12;
/** Longer than a call to the factory may take with the suite's visibility timeout. */
const SLOW_MS = 2_500;

const factoryFault = (name: string, what: string, faults: Partial<Faults>): Fault => ({
  name: `factory-${name}`,
  what: `the factory ${what}`,
  async strike({ crowd, company, random }: Stage) {
    await crowd.progress.reached(random.integer(0, 30) / 100);
    // Faults of several kinds may be on at the same time.
    company.faults.set({ ...company.faults.get(), ...faults });
    await company.next("asked");
  },
});

export const factoryFaults: readonly Fault[] = [
  factoryFault("down", "cuts connections", { down: { times: FEW } }),
  factoryFault("500", "answers 500", { error500: { times: FEW } }),
  factoryFault("hangs", "does not answer", { hang: { times: FEW } }),
  factoryFault("silent", "never calls back", { silent: { times: FEW } }),
  factoryFault("double", "calls back twice", { duplicate: { times: MANY } }),
  factoryFault("early", "calls back before it answers", { early: { times: MANY } }),
  factoryFault("wrong-count", "reports another quantity", { wrongCount: { times: MANY } }),
  factoryFault("slow", "answers too late, and produces", { slow: { ms: SLOW_MS, times: FEW } }),
  {
    name: "factory-forgets",
    what: "the factory restarts and forgets its orders",
    async strike({ crowd, company, random }) {
      await crowd.progress.reached(random.integer(20, 60) / 100);
      // Only with something in production there is anything to forget.
      await company.next("taken");
      company.forget();
    },
  },
];
