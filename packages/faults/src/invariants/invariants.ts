import type { Evidence } from "../evidence/evidence.ts";
import type { Finding, Invariant } from "./finding.ts";
import { orderedForRefused } from "./refusal.ts";
import { drained, nothingOpen } from "./rest.ts";
import { countedAttempts, creditedAsOrdered, creditedOnce, oneOpen } from "./restock.ts";
import { balanced, neverNegative } from "./stock.ts";

/** What must hold after every fault, and the check of it. */
export const invariants = {
  I1: { promise: "the stock is never negative", check: neverNegative },
  I2: { promise: "initial + received + adjusted - sold = stock, and what was told is true", check: balanced },
  I3: { promise: "at most one restock order of a product is open", check: oneOpen },
  I4: { promise: "a restock order is credited at most once", check: creditedOnce },
  I5: { promise: "what is credited is what was ordered", check: creditedAsOrdered },
  I6: { promise: "nobody is refused without a restock order", check: orderedForRefused },
  I7: { promise: "at rest nothing is left open", check: nothingOpen },
  I8: { promise: "the outbox drains, and operations hear of everything", check: drained },
  I9: { promise: "the factory is not asked more often than is counted", check: countedAttempts },
} as const satisfies Record<string, { promise: string; check: Invariant }>;

export type InvariantName = keyof typeof invariants;

export interface Violation extends Finding {
  invariant: InvariantName;
}

/** Every invariant that does not hold, with the first thing that shows it. */
export function judge(evidence: Evidence): Violation[] {
  return Object.entries(invariants).flatMap(([name, { check }]) => {
    const finding = check(evidence);
    return finding ? [{ invariant: name as InvariantName, ...finding }] : []; // the record's own key
  });
}
