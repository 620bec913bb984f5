import { and, eq, gte, isNull, or } from "drizzle-orm";
import type { Database } from "../db/client.ts";
import { newId, now } from "../db/columns.ts";
import { commit } from "../event/outbox.ts";
import { available } from "../product/available.ts";
import { product } from "../product/product.sql.ts";
import { isShort } from "../replenishment/projection.ts";
import { runEach } from "../runEach.ts";
import { consider } from "./consider.ts";
import { lateOrders, markOverdue, overdueOrders, pursue } from "./overdue.ts";
import { restock } from "./restock.sql.ts";

const BATCH = 50;

/**
 * What keeps a lost message from closing the shop for ever; run by the clock. Each step is a guarded statement, so two
 * watchdogs at once do no more than one, and one that fails (it is thrown in the end) holds up no other:
 * 1. an overdue order is asked for again, with doubling waits, and after the third time given up as failed;
 * 2. an order past its time becomes overdue, and operations are told;
 * 3. a shelf that ought to have an order open, because a process died between a sale and its decision, gets one.
 */
export async function watch(db: Database): Promise<void> {
  const overdue = await overdueOrders(db);
  const late = await lateOrders(db);
  const neglected = await neglectedShelves(db);
  await runEach([
    ...overdue.map((order) => () => pursue(db, order)),
    ...late.map((order) => () => markOverdue(db, order)),
    ...neglected.map((shelf) => () => commit(db, newId(), (unit) => consider(unit, shelf))),
  ]);
}

/** Shelves that satisfy the condition for an order while none is open, or are empty without anyone being told. */
async function neglectedShelves(db: Database) {
  const unannounced = and(eq(available, 0), isNull(product.soldOutAt));
  const unordered = and(
    isNull(restock.restockId),
    isShort(),
    or(isNull(product.restockAfter), gte(now, product.restockAfter)),
  );
  const rows = await db
    .select({ product })
    .from(product)
    .leftJoin(restock, eq(restock.openKey, product.productId))
    .where(or(unannounced, unordered))
    .limit(BATCH);
  return rows.map((row) => row.product);
}
