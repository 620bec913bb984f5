import type { Database } from "../../db/client.ts";
import { retry } from "../../db/retry.ts";
import { availableOf } from "../../product/available.ts";
import { conclude, turnAway } from "./aftermath.ts";
import { type Claim, idsOf, isPending, lookAtClaims } from "./claim.ts";
import { share } from "./share.ts";
import { confirmTogether } from "./together.ts";

/**
 * Decides orders of the surge lane: confirms as many at once as there are units for, first come first served, and refuses
 * the others. Those that were decided before stay as they are, so it is safe to repeat and to run beside itself. Returns
 * what could not be decided: why, by the order's id. Throws where nothing could be.
 */
export async function decideBatch(
  db: Database,
  orderIds: readonly string[],
): Promise<ReadonlyMap<string, unknown>> {
  const failures = new Map<string, unknown>();
  if (orderIds.length === 0) return failures;
  const confirmed = await confirmTogether(db, orderIds);
  const claims = await retry(() => lookAtClaims(db, orderIds));
  const known = new Set(claims.map(({ order }) => order.orderId));
  for (const id of orderIds)
    if (!known.has(id)) failures.set(id, new Error(`There is no order ${id} in the surge lane`));
  // What is confirmed although nothing was changed here was so before.
  const isOurs = confirmed ? isNotRefused : isPending;
  const decisions = [...byProduct(claims)].map((group) =>
    decideProduct(db, group, idsOf(group.filter(isOurs))).catch((error: unknown) => {
      for (const { order } of group) failures.set(order.orderId, error);
    }),
  );
  await Promise.all(decisions);
  return failures;
}

function byProduct(claims: readonly Claim[]): Iterable<Claim[]> {
  const groups = new Map<string, Claim[]>();
  for (const claim of claims) {
    const { productId } = claim.product;
    groups.set(productId, [...(groups.get(productId) ?? []), claim]);
  }
  return groups.values();
}

/** What others sell or deliver meanwhile makes it look again; each look that led to nothing saw somebody else succeed. */
async function decideProduct(db: Database, found: readonly Claim[], ours: readonly string[]): Promise<void> {
  let claims = found;
  for (let pending = claims.filter(isPending); pending.length > 0; pending = claims.filter(isPending)) {
    await decideOnce(db, pending);
    claims = await retry(() => lookAtClaims(db, idsOf(found)));
  }
  await conclude(
    db,
    claims.filter(({ order }) => ours.includes(order.orderId)),
  );
}

async function decideOnce(db: Database, pending: readonly Claim[]): Promise<void> {
  const [first] = pending;
  if (!first) return;
  const { served, left, taken } = share(pending, availableOf(first.product));
  if (served.length > 0) await confirmTogether(db, idsOf(served));
  if (left.length > 0) await turnAway(db, left, taken);
}

const isNotRefused = ({ order }: Claim) => order.status !== "refused";
