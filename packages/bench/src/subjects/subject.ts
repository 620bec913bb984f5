import type { Shop } from "../load/shop.ts";
import type { ScenarioName } from "../scenario.ts";
import type { Stand } from "../stand.ts";

/** One design that is measured. */
export interface Subject {
  name: string;
  /** What of the way of a sale is in it. */
  scope: "whole path" | "at the database";
  /** Ours, somebody's usual one that was written here to compare with, or what the machine gives at most. */
  kind: "ours" | "baseline" | "limit";
  /** True: exactly once, never below zero, nothing lost; held to it in every round. False: what goes wrong is a figure. */
  isHeld: boolean;
  scenarios: readonly ScenarioName[];
  open(stand: Stand): Promise<Shop>;
}
