import type { Database } from "../../db/client.ts";
import { commit } from "../../event/outbox.ts";
import { measure } from "../../measure.ts";
import { consider, worthConsidering } from "../../restock/consider.ts";
import { type Claim, idsOf } from "./claim.ts";
import { announceRefusal } from "../refusal.ts";
import { considerSale } from "../shortage.ts";
import { refuseTogether } from "./together.ts";

/**
 * Refuses claims of one product that ask for more than is left once the others have taken so many units. Their restock is
 * decided first: were they refused already, nobody would come back to do so.
 */
export async function turnAway(db: Database, left: readonly Claim[], taken: number): Promise<void> {
  // Where there is enough even for the one who asks for most, nobody is refused.
  const [most] = left.toSorted((a, b) => b.order.quantity - a.order.quantity);
  if (!most) return;
  const product = { ...most.product, stock: most.product.stock - taken };
  const { quantity, correlationId } = most.order;
  if (product.refusedAt === null || worthConsidering(product, most.restockId !== null, quantity))
    await commit(db, correlationId, async (unit) => {
      await announceRefusal(unit, product, quantity);
      await consider(unit, product, quantity);
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
  const { product, restockId, order } = last;
  const wanted = Math.max(0, ...refused);
  if (worthConsidering(product, restockId !== null, wanted))
    await considerSale(db, product, order.correlationId, wanted);
}

const unitsOf = (claims: readonly Claim[], status: Claim["order"]["status"]) =>
  claims.filter(({ order }) => order.status === status).map(({ order }) => order.quantity);
