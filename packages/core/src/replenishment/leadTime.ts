import { and, desc, eq, lte } from "drizzle-orm";
import { config } from "../config.ts";
import type { Executor } from "../db/client.ts";
import { restock } from "../restock/restock.sql.ts";
import { type LeadTime, summarize } from "./summarize.ts";

/** How many of the latest receipts are looked at. */
const SAMPLE = 9;

/**
 * From request to receipt at a factory, by its latest receipts; the configured time while there are too few. An order that
 * had to be asked for again or came after its time tells of an outage and not of the factory's pace.
 */
export async function measureLeadTime(db: Executor, factoryId: string): Promise<LeadTime> {
  const rows = await db
    .select({ from: restock.requestedAt, to: restock.completedAt })
    .from(restock)
    .where(
      and(eq(restock.factoryId, factoryId), eq(restock.asked, 1), lte(restock.completedAt, restock.dueAt)),
    )
    .orderBy(desc(restock.completedAt))
    .limit(SAMPLE);
  const measured = summarize(rows.map(({ from, to }) => Number(to) - Number(from)));
  return measured ?? { ms: config.leadTimeMs(), deviationMs: 0 };
}
