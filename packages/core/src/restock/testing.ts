import { eq, sql } from "drizzle-orm";
import { config } from "../config.ts";
import type { Database } from "../db/client.ts";
import { newId } from "../db/columns.ts";
import { eventsOf, addProduct, restocksOf } from "../testing.ts";
import { isEvent, type StoreEvent } from "../event/catalogue.ts";
import { commit } from "../event/outbox.ts";
import { findProduct } from "../product/product.ts";
import { timeouts } from "../topology.ts";
import { consider } from "./consider.ts";
import type { Restock } from "./restock.schema.ts";
import { restock } from "./restock.sql.ts";

/** For tests: considers a restock of a product, as a sale or a refusal of `wanted` units does. */
export const considerSku = (db: Database, sku: string, wanted = 0) =>
  commit(db, newId(), async (unit) => consider(unit, await findProduct(db, sku), wanted));

/** For tests: an empty shelf, the restock order that it opened and the event that asks the factory for it. */
export async function orderedShelf(db: Database, given: Parameters<typeof addProduct>[1] = {}) {
  const shelf = await addProduct(db, { stock: 0, ...given });
  await considerSku(db, shelf.sku);
  const [order] = await restocksOf(db, shelf.sku);
  if (!order) throw new Error("no restock order was opened");
  return { ...shelf, order, event: await requested(db, order) };
}

/** For tests: the latest event that asks the factory for an order. */
export async function requested(
  db: Database,
  { id, sku }: Restock,
): Promise<StoreEvent<"restock.requested">> {
  for (const event of (await eventsOf(db, sku)).toReversed())
    if (isEvent(event, "restock.requested") && event.data.restockId === id) return event;
  throw new Error(`The factory was not asked for ${id}`);
}

/** For tests: a restock order's row. */
export async function rowOf(db: Database, { id }: Pick<Restock, "id">) {
  const [row] = await db.select().from(restock).where(eq(restock.restockId, id));
  if (!row) throw new Error(`There is no restock order ${id}`);
  return row;
}

/** For tests: what remains of a function that starts now, as its visibility timeout allows. */
export function untilFunctionEnds(): () => number {
  const end = performance.now() + timeouts(config.visibilityTimeoutSeconds()).functionMs;
  return () => end - performance.now();
}

/** For tests: lets the time up to a deadline of a restock order pass. */
export async function pass(db: Database, deadline: "dueAt" | "leaseUntil", { id }: Pick<Restock, "id">) {
  await db
    .update(restock)
    .set({ [deadline]: sql`CURRENT_TIMESTAMP(3) - INTERVAL 1 SECOND` })
    .where(eq(restock.restockId, id));
}
