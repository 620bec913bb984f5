import { config } from "../config.ts";
import type { Executor } from "../db/client.ts";
import { measureLeadTime } from "../replenishment/leadTime.ts";

/** Overdue after this many lead times, and never before this many milliseconds. */
const OVERDUE_FACTOR = 5;
const OVERDUE_AT_LEAST_MS = 30_000;

/** Milliseconds from request to receipt that a factory takes, measured where it can be: what customers are promised. */
export async function leadTimeMs(db: Executor, factoryId: string): Promise<number> {
  return (await measureLeadTime(db, factoryId)).ms;
}

/** Milliseconds after which an order that takes `leadMs` in the ordinary way counts as overdue. */
export function overdueAfterMs(leadMs: number): number {
  return config.overdueMs() ?? Math.max(OVERDUE_AT_LEAST_MS, OVERDUE_FACTOR * leadMs);
}
