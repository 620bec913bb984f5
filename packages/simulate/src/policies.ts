import type { Bounds } from "@donut-states/core/replenishment/bounds";
import { type History, measureDemand } from "@donut-states/core/replenishment/demand";
import { summarize } from "@donut-states/core/replenishment/summarize";
import { plan, type Plan, type Policy as Settings } from "@donut-states/core/replenishment/plan";
import { CONFIGURED_MS } from "./factory.ts";

/** A plan, and the bounds of its quantity where it is measured. */
export interface Rule {
  plan: Plan;
  bounds?: Bounds;
}

/** When a shelf is ordered for. A policy that measures does so once a minute, as the watchdog does. */
export interface Policy {
  name: string;
  what: string;
  fixed: Plan;
  measure?: (history: History, leadTimes: readonly number[]) => Rule | undefined;
}

/** The defaults of the product's settings. */
const settings: Settings = { serviceLevel: 0.95, minimum: 10, multiple: 1, maximum: 1_000 };
const LEAD_TIMES = 9;

export const policies: readonly Policy[] = [
  {
    name: "when empty",
    what: "10 are ordered when none is left, as a new product is",
    fixed: { reorderPoint: 0, reorderQuantity: 10 },
  },
  { name: "fixed", what: "10 are ordered when 5 are left", fixed: { reorderPoint: 5, reorderQuantity: 10 } },
  {
    name: "auto",
    what: "what is measured, for a service level of 95 %, at least 10 and at most 1,000 at once",
    fixed: { reorderPoint: 0, reorderQuantity: 10 },
    measure(history, leadTimes) {
      const demand = measureDemand(history);
      const lead = summarize(leadTimes.slice(-LEAD_TIMES)) ?? { ms: CONFIGURED_MS, deviationMs: 0 };
      return demand && { plan: plan(demand, lead, settings), bounds: settings };
    },
  },
];
