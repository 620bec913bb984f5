import { type Claim } from "./claim.ts";

/**
 * Who gets what there is, first come first served: each takes what it asks for while there is enough, and who asks for
 * more than is left then goes without. Arrival is told by the database's clock, the same for all.
 */
export function share(claims: readonly Claim[], units: number) {
  const served: Claim[] = [];
  const left: Claim[] = [];
  let taken = 0;
  for (const claim of claims.toSorted(byArrival)) {
    const isEnough = taken + claim.order.quantity <= units;
    (isEnough ? served : left).push(claim);
    if (isEnough) taken += claim.order.quantity;
  }
  return { served, left, taken };
}

const byArrival = ({ order: a }: Claim, { order: b }: Claim) =>
  Number(a.createdAt) - Number(b.createdAt) || (a.orderId < b.orderId ? -1 : 1);
