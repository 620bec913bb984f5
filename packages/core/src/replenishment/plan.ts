import { bounded, type Bounds } from "./bounds.ts";
import type { Demand } from "./demand.ts";
import type { LeadTime } from "./summarize.ts";
import { quantile } from "./normal.ts";

/** What operations want of a product whose reorder point is measured; the service level is a share of 1. */
export interface Policy extends Bounds {
  serviceLevel: number;
}

/** When a restock order is opened, and for how many units. */
export interface Plan {
  reorderPoint: number;
  reorderQuantity: number;
}

const HOUR_MS = 60 * 60_000;
const LARGEST_POINT = 1_000_000;
/** What rounding errors may add to a sum that is whole by itself. */
const ERROR = 1e-9;

/**
 * The reorder point is the demand over the lead time and a safety stock on top of it, z * sqrt(L * variance(D) + D^2 *
 * variance(L)), so that the shelf outlasts the lead time in a share of the cycles that is the service level (Silver, Pyke
 * and Thomas, Inventory and Production Management in Supply Chains, 4th ed., 6.7 and 6.10).
 * The quantity is as large, within the bounds: only one order may be open, so each must last until the next can come.
 */
export function plan(demand: Demand, lead: LeadTime, policy: Policy): Plan {
  const hours = lead.ms / HOUR_MS;
  const deviation = lead.deviationMs / HOUR_MS;
  const variance = hours * demand.variancePerHour + demand.perHour ** 2 * deviation ** 2;
  const needed = demand.perHour * hours + quantile(policy.serviceLevel) * Math.sqrt(variance);
  const reorderPoint = Math.min(LARGEST_POINT, Math.max(0, Math.ceil(needed - ERROR)));
  return { reorderPoint, reorderQuantity: bounded(reorderPoint, policy) };
}

/** Why the plan is as it is, as `3.1/h sell, 2.0 h lead time, 95 % service level asks for 14`. */
export function explain(demand: Demand, lead: LeadTime, { serviceLevel }: Policy, made: Plan): string {
  const level = `${Number((serviceLevel * 100).toFixed(2))} % service level`;
  return `${rate(demand.perHour)} sell, ${time(lead.ms)} lead time, ${level} asks for ${made.reorderPoint}`;
}

const rate = (perHour: number) =>
  perHour < 1 ? `${(perHour * 24).toFixed(1)}/day` : `${perHour.toFixed(perHour < 100 ? 1 : 0)}/h`;

function time(ms: number): string {
  if (ms < 60_000) return `${Number((ms / 1_000).toFixed(1))} s`;
  return ms < HOUR_MS ? `${(ms / 60_000).toFixed(1)} min` : `${(ms / HOUR_MS).toFixed(1)} h`;
}
