import { and, eq, inArray, isNull, lt, notInArray, or, sql } from "drizzle-orm";
import { config } from "../config.ts";
import type { Database } from "../db/client.ts";
import { fromNow, now } from "../db/columns.ts";
import type { StoreEvent } from "../event/catalogue.ts";
import { commit } from "../event/outbox.ts";
import { log, reason } from "../log.ts";
import { measure } from "../measure.ts";
import { factory, product } from "../product/product.sql.ts";
import { timeouts } from "../topology.ts";
import { within } from "../within.ts";
import { manufacture, manufactureRequest, type Production } from "./factory.ts";
import { findRestock, story } from "./restock.ts";
import { restock } from "./restock.sql.ts";

/** Shares of a function's time that are left for marking the order after the call, and for saying how it went. */
const RESERVE = { marking: 0.15, ending: 0.05 };
/** The share of its time below which the factory is not asked. */
const WORTH_ASKING = 0.25;

/**
 * Passes a requested restock order on to its factory, and marks it accepted when the factory has taken it.
 * Idempotent as far as a factory that cannot deduplicate allows: the call is claimed with a lease first, so two
 * deliveries at once make one call, and a redelivery after acceptance makes none.
 * Throws where the factory did not take it, or while another delivery holds the lease; and before anything is asked of
 * the factory where too little of the function's time is left for its answer: an answer that is not heard is a call that
 * is made again. `remainingMs` says how much is left, as Lambda does.
 */
export async function dispatch(
  db: Database,
  event: StoreEvent<"restock.requested">,
  remainingMs: () => number,
): Promise<void> {
  const { restockId } = event.data;
  const { functionMs, factoryCallMs, leaseMs } = timeouts(config.visibilityTimeoutSeconds());
  const callMs = () => Math.min(factoryCallMs, Math.floor(remainingMs() - functionMs * RESERVE.marking));
  const request = await manufactureRequest(await production(db, restockId));
  if (callMs() < factoryCallMs * WORTH_ASKING)
    throw new Error("Too little of the function's time is left for the factory to answer");
  if (!(await claim(db, restockId, leaseMs))) return refuseWhileLeased(db, restockId);
  await manufacture(request, callMs()).catch((error: unknown) => {
    measure("FactoryErrors", 1);
    throw error;
  });
  const accepting = accept(db, restockId, event.correlationid);
  // Failing now, or not ending, would have the factory produce twice. Its callback completes the order as it stands.
  await within(remainingMs() - functionMs * RESERVE.ending, accepting).catch((error: unknown) =>
    log.warn("a restock order was taken but not marked accepted", {
      restockId,
      correlationId: event.correlationid,
      reason: reason(error),
    }),
  );
}

async function claim(db: Database, restockId: string, leaseMs: number): Promise<boolean> {
  const { rowsAffected } = await db
    .update(restock)
    .set({ attempts: sql`${restock.attempts} + 1`, leaseUntil: fromNow(leaseMs) })
    .where(
      and(
        eq(restock.restockId, restockId),
        eq(restock.status, "requested"),
        or(isNull(restock.leaseUntil), lt(restock.leaseUntil, now)),
      ),
    );
  return rowsAffected > 0;
}

async function refuseWhileLeased(db: Database, restockId: string): Promise<void> {
  const { status } = await findRestock(db, restockId);
  if (status === "requested") throw new Error("Another delivery of this event is calling the factory");
}

async function production(db: Database, restockId: string): Promise<Production> {
  const [found] = await db
    .select({ sku: product.sku, quantity: restock.quantity, factoryId: factory.identifier, api: factory.api })
    .from(restock)
    .innerJoin(product, eq(product.productId, restock.productId))
    .innerJoin(factory, eq(factory.factoryId, restock.factoryId))
    .where(eq(restock.restockId, restockId));
  if (found) return { restockId, ...found };
  await findRestock(db, restockId);
  throw new Error(`Restock order ${restockId} names a factory that does not exist`);
}

/** The callback may have come before this write: then the order is completed already, and nothing is left to do. */
async function accept(db: Database, restockId: string, correlationId: string): Promise<void> {
  await commit(db, correlationId, async (unit) => {
    const { rowsAffected } = await unit.tx
      .update(restock)
      .set({ status: "accepted", acceptedAt: now, leaseUntil: null })
      .where(and(eq(restock.restockId, restockId), eq(restock.status, "requested")));
    if (rowsAffected === 0) return;
    const accepted = await findRestock(unit.tx, restockId);
    unit.emit("restock.accepted", accepted.sku, story(accepted));
  });
}

/**
 * Of these restock orders those that no dispatch is needed for any more: the factory has taken them, or they are closed.
 * An overdue one is not among them, as the watchdog requests it again.
 */
export async function findDispatched(db: Database, restockIds: readonly string[]): Promise<Set<string>> {
  const rows = await db
    .select({ id: restock.restockId })
    .from(restock)
    .where(
      and(inArray(restock.restockId, [...restockIds]), notInArray(restock.status, ["requested", "overdue"])),
    );
  return new Set(rows.map(({ id }) => id));
}
