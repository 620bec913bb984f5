import type { Database } from "../db/client.ts";
import { commit } from "../event/outbox.ts";
import { log, reason } from "../log.ts";
import { measure } from "../measure.ts";
import { consider, worthConsidering } from "../restock/consider.ts";
import { type Claim, idsOf } from "./claim.ts";
import { announceRefusal } from "./refusal.ts";
import { refuseTogether } from "./together.ts";

/**
 * Refuses claims of one product, of which so many units are left, that ask for more. Their restock is decided first: were
 * they refused already, nobody would come back to do so.
 */
export async function turnAway(db: Database, left: readonly Claim[], units: number): Promise<void> {
  const [first] = left;
  if (!first) return;
  const product = { ...first.product, stock: units };
  const wanted = Math.max(...left.map(({ order }) => order.quantity));
  if (product.refusedAt === null || worthConsidering(product, first.restockId !== null, wanted))
    await commit(db, first.order.correlationId, async (unit) => {
      await announceRefusal(unit, product, first.order.quantity);
      await consider(unit, product, wanted);
    });
  await refuseTogether(db, idsOf(left));
}

/** What follows from the verdicts on one product's claims, once for all of them. */
export async function conclude(db: Database, decided: readonly Claim[]): Promise<void> {
  const last = decided.at(-1);
  if (!last) return;
  const [sold, refused] = [unitsOf(decided, "confirmed"), unitsOf(decided, "refused")];
  const total = sold.reduce((sum, units) => sum + units, 0);
  if (total > 0) measure("Sold", total);
  if (refused.length > 0) measure("Refused", refused.length);
  // Goods may have come and gone since the restock of those refused was decided.
  await considerAfter(db, last, Math.max(0, ...refused));
}

/** What has been sold is sold: a restock that cannot be decided now is the watchdog's. */
async function considerAfter(db: Database, { product, restockId, order }: Claim, wanted: number) {
  const { correlationId } = order;
  if (!worthConsidering(product, restockId !== null, wanted)) return;
  await commit(db, correlationId, (unit) => consider(unit, product, wanted)).catch((error: unknown) =>
    log.warn("a restock is left to the watchdog", {
      sku: product.sku,
      correlationId,
      reason: reason(error),
    }),
  );
}

const unitsOf = (claims: readonly Claim[], status: Claim["order"]["status"]) =>
  claims.filter(({ order }) => order.status === status).map(({ order }) => order.quantity);
