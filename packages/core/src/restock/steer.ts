import type { Database } from "../db/client.ts";
import { DomainError } from "../error.ts";
import { commit } from "../event/outbox.ts";
import { findProduct } from "../product/product.ts";
import { ask } from "./ask.ts";
import { consider } from "./consider.ts";
import type { Restock } from "./restock.schema.ts";
import { findRestock, story, whileOpen } from "./restock.ts";
import { restock } from "./restock.sql.ts";
import { openStatuses } from "./restock.status.ts";

/**
 * Asks the factory for an open order once more, by hand, and lets the watchdog begin anew. The factory cannot
 * deduplicate, so it may deliver twice.
 * Throws `restock_not_found`, `restock_closed` where nothing is expected any more, and `factory_missing`.
 */
export async function retryRestock(db: Database, restockId: string): Promise<Restock> {
  const { correlationId } = await findRestock(db, restockId);
  return commit(db, correlationId, async (unit) => {
    const asking = await ask(unit, restockId, { from: openStatuses, reminders: 0 });
    if (asking === "changed") throw closed(restockId);
    if (asking === "factory_missing") throw orphaned(restockId);
    return findRestock(unit.tx, restockId);
  });
}

/**
 * Gives an open order up by hand; goods that arrive all the same will still be counted. A shelf that needs an order
 * gets a new one at once. Throws `restock_not_found` and `restock_closed`.
 */
export async function cancelRestock(db: Database, restockId: string): Promise<Restock> {
  const { correlationId } = await findRestock(db, restockId);
  return commit(db, correlationId, async (unit) => {
    const { rowsAffected } = await unit.tx
      .update(restock)
      .set({ status: "cancelled", openKey: null, leaseUntil: null })
      .where(whileOpen(restockId));
    if (rowsAffected === 0) throw closed(restockId);
    const cancelled = await findRestock(unit.tx, restockId);
    unit.emit("restock.cancelled", cancelled.sku, story(cancelled));
    await consider(unit, await findProduct(unit.tx, cancelled.sku));
    return cancelled;
  });
}

const closed = (restockId: string) =>
  new DomainError("restock_closed", `Restock order ${restockId} is closed`);

const orphaned = (restockId: string) =>
  new DomainError("factory_missing", `The factory of restock order ${restockId} does not exist`);
