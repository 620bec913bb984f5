import type { orders } from "./order.sql.ts";

type Claim = Pick<typeof orders.$inferSelect, "orderId" | "quantity" | "createdAt">;

/**
 * Who gets what there is, first come first served: each takes what it asks for while there is enough, and who asks for
 * more than is left then goes without. Arrival is told by the database's clock, the same for all.
 */
export function share<C extends Claim>(claims: readonly C[], units: number) {
  const served: C[] = [];
  const left: C[] = [];
  let rest = units;
  for (const claim of claims.toSorted(byArrival)) {
    const isEnough = claim.quantity <= rest;
    (isEnough ? served : left).push(claim);
    if (isEnough) rest -= claim.quantity;
  }
  return { served, left, rest };
}

const byArrival = (a: Claim, b: Claim) =>
  Number(a.createdAt) - Number(b.createdAt) || (a.orderId < b.orderId ? -1 : 1);
