import { and, desc, eq, lte } from "drizzle-orm";
import { config } from "../config.ts";
import type { Executor } from "../db/client.ts";
import { restock } from "./restock.sql.ts";

/** How many of the latest receipts are looked at, and how few are too few to believe. */
const SAMPLE = 9;
const ENOUGH = 3;
/** Overdue after this many lead times, and never before this many milliseconds. */
const OVERDUE_FACTOR = 5;
const OVERDUE_AT_LEAST_MS = 30_000;

/**
 * Milliseconds from request to receipt that a factory takes: the median of its latest receipts, which one late
 * delivery cannot move; the configured time while there are too few. An order that had to be asked for again or came
 * after its time tells of an outage and not of the factory's pace.
 */
export async function leadTimeMs(db: Executor, factoryId: string): Promise<number> {
  const rows = await db
    .select({ from: restock.requestedAt, to: restock.completedAt })
    .from(restock)
    .where(
      and(eq(restock.factoryId, factoryId), eq(restock.asked, 1), lte(restock.completedAt, restock.dueAt)),
    )
    .orderBy(desc(restock.completedAt))
    .limit(SAMPLE);
  const times = rows.map(({ from, to }) => Number(to) - Number(from)).toSorted((a, b) => a - b);
  const median = times[Math.floor(times.length / 2)];
  return times.length >= ENOUGH && median !== undefined ? Math.max(1, median) : config.leadTimeMs();
}

/** Milliseconds after which an order that takes `leadMs` in the ordinary way counts as overdue. */
export function overdueAfterMs(leadMs: number): number {
  return config.overdueMs() ?? Math.max(OVERDUE_AT_LEAST_MS, OVERDUE_FACTOR * leadMs);
}
