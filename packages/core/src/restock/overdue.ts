import { and, eq, inArray, lt, not, sql } from "drizzle-orm";
import type { Database } from "../db/client.ts";
import { fromNow, now } from "../db/columns.ts";
import { outbox } from "../event/event.sql.ts";
import { raiseIncident } from "../event/incident.ts";
import { commit } from "../event/outbox.ts";
import { product } from "../product/product.sql.ts";
import { ask } from "./ask.ts";
import { leadTimeMs, overdueAfterMs } from "./deadlines.ts";
import { findRestock, story } from "./restock.ts";
import { restock } from "./restock.sql.ts";

/** How often the watchdog asks again before it gives an order up. */
const REMINDERS = 3;
const BATCH = 50;

/** What the watchdog must know of an order before it decides; what it tells of it is read after that. */
export type Watched = Awaited<ReturnType<typeof overdueOrders>>[number];

const isLate = and(inArray(restock.status, ["requested", "accepted"]), lt(restock.dueAt, now));

const watched = (db: Database) =>
  db
    .select({
      id: restock.restockId,
      correlationId: restock.correlationId,
      factoryId: restock.factoryId,
      reminders: restock.reminders,
    })
    .from(restock);

/** Its last request waits in the outbox: asking again would not reach the factory either. */
const isUnasked = sql`EXISTS (SELECT 1 FROM ${outbox}
  WHERE ${outbox.correlationId} = ${restock.correlationId} AND ${outbox.type} = 'restock.requested'
    AND ${outbox.sentAt} IS NULL)`;

/** Orders whose factory is to be asked again, or that are to be given up. */
export const overdueOrders = (db: Database) =>
  watched(db)
    .where(and(eq(restock.status, "overdue"), not(isUnasked)))
    .orderBy(restock.dueAt)
    .limit(BATCH);

/** Orders whose time is up. */
export const lateOrders = (db: Database) => watched(db).where(isLate).orderBy(restock.dueAt).limit(BATCH);

/**
 * Asks for an overdue order once more, or gives it up when that was done often enough or there is nobody to ask. The
 * watchdog never calls the factory itself: it asks through the outbox, and the consumer calls.
 */
export async function pursue(db: Database, order: Watched): Promise<void> {
  const reminders = order.reminders + 1;
  if (reminders > REMINDERS) return giveUp(db, order, neverDelivered);
  const asking = await commit(db, order.correlationId, (unit) =>
    ask(unit, order.id, { from: ["overdue"], reminders }),
  );
  if (asking === "factory_missing") await giveUp(db, order, nobodyToAsk);
}

const neverDelivered = (attempts: number) =>
  `The factory never delivered though it was asked ${REMINDERS + 1} times (calls made: ${attempts}). Call it; a new order opens later.`;
const nobodyToAsk = () =>
  "The factory of this order does not exist any more. Put its row back; a new order opens later.";

export async function markOverdue(db: Database, { id, correlationId }: Watched): Promise<void> {
  await commit(db, correlationId, async (unit) => {
    const { rowsAffected } = await unit.tx
      .update(restock)
      .set({ status: "overdue" })
      .where(and(eq(restock.restockId, id), isLate));
    if (rowsAffected === 0) return;
    const late = await findRestock(unit.tx, id);
    unit.emit("restock.overdue", late.sku, story(late));
    raiseIncident(unit, {
      ...about(late),
      kind: "restock_overdue",
      severity: "warning",
      message: late.attempts > 0 ? "The factory has not delivered in time; it is asked again." : notYetAsked,
    });
  });
}

const notYetAsked =
  "The factory has not been asked yet: the request is still on its way. See the outbox and the queue factory.";

/** Gives an order up, and lets a new one open no sooner than one overdue period later. */
async function giveUp(
  db: Database,
  { id, correlationId, factoryId }: Watched,
  tell: (attempts: number) => string,
): Promise<void> {
  const pauseMs = overdueAfterMs(await leadTimeMs(db, factoryId));
  await commit(db, correlationId, async (unit) => {
    const { rowsAffected } = await unit.tx.execute(sql`
      UPDATE ${restock} r JOIN ${product} p ON p.product_id = r.product_id
         SET r.status = 'failed', r.open_key = NULL, p.restock_after = ${fromNow(pauseMs)}
       WHERE r.restock_id = ${restock.restockId.mapToDriverValue(id)} AND r.status = 'overdue'`);
    if (rowsAffected === 0) return;
    const failed = await findRestock(unit.tx, id);
    unit.emit("restock.failed", failed.sku, story(failed));
    raiseIncident(unit, {
      ...about(failed),
      kind: "restock_failed",
      severity: "critical",
      message: tell(failed.attempts),
    });
  });
}

const about = ({ id, sku }: { id: string; sku: string }) => ({ sku, restockId: id, about: id });
