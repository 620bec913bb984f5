import type { Database } from "../db/client.ts";
import { commit, type UnitOfWork } from "../event/outbox.ts";
import { log, reason } from "../log.ts";
import type { product } from "../product/product.sql.ts";
import { consider } from "../restock/consider.ts";
import type { Shelf } from "../restock/shelf.ts";
import { announceRefusal } from "./refusal.ts";

/** What a sale leaves behind may have to be restocked. It is sold all the same: what cannot be decided now is the watchdog's. */
export async function considerSale(
  db: Database,
  shelf: Shelf,
  correlationId: string,
  wanted = 0,
): Promise<true> {
  await commit(db, correlationId, (unit) => consider(unit, shelf, wanted)).catch((error: unknown) =>
    log.warn("a restock is left to the watchdog", {
      sku: shelf.sku,
      correlationId,
      reason: reason(error),
    }),
  );
  return true;
}

/**
 * Tells of a refusal, if it is the first, and considers a restock. False: it seemed to be the first, but somebody else was,
 * and has considered it. A crowd then holds the product's lock for one statement each.
 */
export async function considerRefusal(
  unit: UnitOfWork,
  shelf: Shelf & Pick<typeof product.$inferSelect, "refusedAt">,
  quantity: number,
): Promise<boolean> {
  const isFirst = await announceRefusal(unit, shelf, quantity);
  if (!isFirst && shelf.refusedAt === null) return false;
  await consider(unit, shelf, quantity);
  return true;
}
