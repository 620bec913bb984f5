import type { Database } from "../db/client.ts";
import { retry } from "../db/retry.ts";
import { commit } from "../event/outbox.ts";
import { log, reason } from "../log.ts";
import { measure } from "../measure.ts";
import { available } from "../product/available.ts";
import { consider, worthConsidering } from "../restock/consider.ts";
import { lookAt } from "./intent.ts";
import { announceRefusal } from "./refusal.ts";
import { share } from "./share.ts";
import { confirmTogether, refuseTogether } from "./together.ts";

type View = Awaited<ReturnType<typeof lookAt>>[number];
type Order = View["order"];

/**
 * Decides orders of the surge lane: confirms as many at once as there are units for, first come first served, and refuses
 * the others. Those that were decided before stay as they are, so it is safe to repeat and to run beside itself. Returns
 * what could not be decided: why, by the order's id. Throws where nothing could be.
 */
export async function decideBatch(
  db: Database,
  orderIds: readonly string[],
): Promise<ReadonlyMap<string, unknown>> {
  const views = await retry(() => lookAt(db, orderIds));
  const known = new Set(views.map(({ order }) => order.orderId));
  const failures = new Map<string, unknown>();
  for (const id of orderIds)
    if (!known.has(id)) failures.set(id, new Error(`There is no order ${id} in the surge lane`));
  const decisions = [...byProduct(views)].map((group) =>
    decideProduct(db, group).catch((error: unknown) => {
      for (const { order } of group) failures.set(order.orderId, error);
    }),
  );
  await Promise.all(decisions);
  return failures;
}

function byProduct(views: readonly View[]): Iterable<View[]> {
  const groups = new Map<string, View[]>();
  for (const view of views) {
    const { productId } = view.product;
    groups.set(productId, [...(groups.get(productId) ?? []), view]);
  }
  return groups.values();
}

/** What others sell or deliver meanwhile makes it look again; each look that led to nothing saw somebody else succeed. */
async function decideProduct(db: Database, found: readonly View[]): Promise<void> {
  const undecided = idsOf(found.filter(isPending).map(({ order }) => order));
  if (undecided.length === 0) return;
  let views = found;
  for (let pending = views.filter(isPending); pending.length > 0; pending = views.filter(isPending)) {
    await decideOnce(db, pending);
    views = await retry(() => lookAt(db, undecided));
  }
  count(views.map(({ order }) => order));
  await restockAfter(db, views);
}

async function decideOnce(db: Database, pending: readonly View[]): Promise<void> {
  const [first] = pending;
  if (!first) return;
  const { served, left, rest } = share(
    pending.map(({ order }) => order),
    available(first.product),
  );
  if (served.length > 0) await confirmTogether(db, idsOf(served));
  if (left.length > 0) await turnAway(db, { ...first, product: { ...first.product, stock: rest } }, left);
}

/** The restock is decided before the refusal, which could not be repeated for it. */
async function turnAway(db: Database, { product, restock }: View, left: readonly Order[]): Promise<void> {
  const [first] = left;
  if (!first) return;
  const wanted = Math.max(...left.map(({ quantity }) => quantity));
  if (product.refusedAt === null || worthConsidering(product, restock !== null, wanted))
    await commit(db, first.correlationId, async (unit) => {
      await announceRefusal(unit, product, first.quantity);
      await consider(unit, product, wanted);
    });
  await refuseTogether(db, idsOf(left));
}

/**
 * Once for all of them, also for those refused: goods may have come and gone since their restock was decided. What has
 * been sold is sold: a restock that cannot be decided now is the watchdog's.
 */
async function restockAfter(db: Database, views: readonly View[]): Promise<void> {
  const last = views.at(-1);
  const wanted = Math.max(0, ...views.map(({ order }) => (order.status === "refused" ? order.quantity : 0)));
  if (!last || !worthConsidering(last.product, last.restock !== null, wanted)) return;
  const { product, order } = last;
  await commit(db, order.correlationId, (unit) => consider(unit, product, wanted)).catch((error: unknown) =>
    log.warn("a restock is left to the watchdog", {
      sku: product.sku,
      correlationId: order.correlationId,
      reason: reason(error),
    }),
  );
}

function count(decided: readonly Order[]): void {
  const sold = decided.filter(({ status }) => status === "confirmed");
  const units = sold.reduce((sum, { quantity }) => sum + quantity, 0);
  if (units > 0) measure("Sold", units);
  if (sold.length < decided.length) measure("Refused", decided.length - sold.length);
}

const isPending = ({ order }: View) => order.status === "pending";
const idsOf = (rows: readonly Order[]) => rows.map(({ orderId }) => orderId);
