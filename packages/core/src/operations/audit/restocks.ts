import { and, asc, eq, gt, inArray, isNotNull, isNull, lt, ne, or, type SQL, sql } from "drizzle-orm";
import { now } from "../../db/columns.ts";
import { product } from "../../product/product.sql.ts";
import { restock } from "../../restock/restock.sql.ts";
import { openStatuses } from "../../restock/restock.status.ts";
import { type Check, isLate, movedBy, type Scene, wrong } from "./check.ts";

type Row = typeof restock.$inferSelect;

const isOpen = inArray(restock.status, [...openStatuses]);

async function first({ db }: Scene, where: SQL | undefined): Promise<Row | undefined> {
  const [row] = await db.select().from(restock).where(where).orderBy(asc(restock.restockId)).limit(1);
  return row;
}

/** A rule that each restock order keeps or breaks by itself. */
const ofEach = (name: string, rule: string, misfit: SQL | undefined, tell: (row: Row) => string): Check => ({
  name,
  rule,
  look: async (scene) => {
    const row = await first(scene, misfit);
    return row && wrong(`restock ${row.restockId}`, tell(row));
  },
});

const given = (value: unknown, what: string) => (value === null ? `no ${what}` : `a ${what}`);

export const restocks: readonly Check[] = [
  ofEach(
    "restock_open_key",
    "a restock order holds its product's place while it is open, and not after",
    or(
      and(isOpen, or(isNull(restock.openKey), ne(restock.openKey, restock.productId))),
      and(sql`NOT ${isOpen}`, isNotNull(restock.openKey)),
    ),
    ({ status, openKey }) => `it is ${status} and holds ${openKey === null ? "no place" : "a place"}`,
  ),
  ofEach(
    "restock_completed",
    "a restock order has a time of completion and a receipt once it is completed, and not before",
    or(
      and(eq(restock.status, "completed"), or(isNull(restock.completedAt), isNull(restock.receiptId))),
      and(ne(restock.status, "completed"), or(isNotNull(restock.completedAt), isNotNull(restock.receiptId))),
    ),
    ({ status, completedAt, receiptId }) =>
      `it is ${status} and has ${given(completedAt, "time of completion")} and ${given(receiptId, "receipt")}`,
  ),
  ofEach(
    "restock_attempts",
    "the factory is called before it accepts, and asked for more often than it is reminded",
    or(
      lt(restock.attempts, 0),
      and(or(eq(restock.status, "accepted"), isNotNull(restock.acceptedAt)), eq(restock.attempts, 0)),
      lt(restock.reminders, 0),
      sql`${restock.asked} <= ${restock.reminders}`,
    ),
    ({ status, attempts, asked, reminders }) =>
      `it is ${status}, called ${attempts} times, asked for ${asked} times and reminded ${reminders} times`,
  ),
  {
    name: "restock_one_open",
    rule: "a product has at most one restock order open",
    look: async ({ db }) => {
      const open = sql<number>`COUNT(*)`.mapWith(Number);
      const [found] = await db
        .select({ sku: product.sku, open })
        .from(restock)
        .innerJoin(product, eq(product.productId, restock.productId))
        .where(isOpen)
        .groupBy(product.productId, product.sku)
        .having(gt(open, 1))
        .limit(1);
      return found && wrong(`product ${found.sku}`, `it has ${found.open} restock orders open`);
    },
  },
  {
    name: "restock_watched",
    rule: "a restock order that is late is asked for again, or given up",
    look: async ({ db }) => {
      const [found] = await db
        .select({ id: restock.restockId, late: isLate(restock.dueAt) })
        .from(restock)
        .where(and(isOpen, lt(restock.dueAt, now)))
        .orderBy(asc(restock.dueAt))
        .limit(1);
      return found && movedBy("watchdog", `restock ${found.id}`, "it has been late", found.late);
    },
  },
];
