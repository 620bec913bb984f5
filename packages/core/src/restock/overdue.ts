import { and, eq, inArray, lt, sql } from "drizzle-orm";
import type { Database } from "../db/client.ts";
import { fromNow, now } from "../db/columns.ts";
import { raiseIncident } from "../event/incident.ts";
import { commit } from "../event/outbox.ts";
import { product } from "../product/product.sql.ts";
import { ask } from "./ask.ts";
import { leadTimeMs, overdueAfterMs } from "./leadTime.ts";
import { findRestock, story } from "./restock.ts";
import { restock } from "./restock.sql.ts";

/** How often the factory is asked for one order: the first time and three times more. */
const ASKS = 4;
const BATCH = 50;

const isLate = and(inArray(restock.status, ["requested", "accepted"]), lt(restock.dueAt, now));

/** Orders that are overdue, and whether they may be asked for once more. */
export async function overdueOrders(db: Database) {
  const rows = await db
    .select({ id: restock.restockId, asked: restock.asked })
    .from(restock)
    .where(eq(restock.status, "overdue"))
    .limit(BATCH);
  return rows.map(({ id, asked }) => ({ id, mayAskAgain: asked < ASKS }));
}

/** Ids of the orders whose time is up. */
export async function lateOrders(db: Database): Promise<string[]> {
  const rows = await db.select({ id: restock.restockId }).from(restock).where(isLate).limit(BATCH);
  return rows.map(({ id }) => id);
}

/** The watchdog never calls the factory itself: it asks through the outbox, and the consumer calls. */
export async function askAgain(db: Database, restockId: string): Promise<void> {
  const { correlationId } = await findRestock(db, restockId);
  await commit(db, correlationId, (unit) => ask(unit, restockId, ["overdue"]));
}

export async function markOverdue(db: Database, restockId: string): Promise<void> {
  const late = await findRestock(db, restockId);
  await commit(db, late.correlationId, async (unit) => {
    const { rowsAffected } = await unit.tx
      .update(restock)
      .set({ status: "overdue" })
      .where(and(eq(restock.restockId, restockId), isLate));
    if (rowsAffected === 0) return;
    unit.emit("restock.overdue", late.sku, story(late));
    raiseIncident(unit, {
      ...about(late),
      kind: "restock_overdue",
      severity: "warning",
      message: "The factory has not delivered in time; it is asked again.",
    });
  });
}

/** Gives an order up, and lets a new one open no sooner than one overdue period later. */
export async function giveUp(db: Database, restockId: string): Promise<void> {
  const order = await findRestock(db, restockId);
  await commit(db, order.correlationId, async (unit) => {
    const [row] = await unit.tx
      .select({ factoryId: restock.factoryId })
      .from(restock)
      .where(eq(restock.restockId, restockId));
    const pauseMs = overdueAfterMs(row ? await leadTimeMs(unit.tx, row.factoryId) : 0);
    const { rowsAffected } = await unit.tx.execute(sql`
      UPDATE ${restock} r JOIN ${product} p ON p.product_id = r.product_id
         SET r.status = 'failed', r.open_key = NULL, p.restock_after = ${fromNow(pauseMs)}
       WHERE r.restock_id = ${restock.restockId.mapToDriverValue(restockId)} AND r.status = 'overdue'`);
    if (rowsAffected === 0) return;
    unit.emit("restock.failed", order.sku, story(order));
    raiseIncident(unit, {
      ...about(order),
      kind: "restock_failed",
      severity: "critical",
      message: `The factory never delivered after ${order.attempts} requests. Call it; a new order opens later.`,
    });
  });
}

const about = ({ id, sku }: { id: string; sku: string }) => ({ sku, restockId: id, about: id });
