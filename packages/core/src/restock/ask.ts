import { and, eq, inArray, sql } from "drizzle-orm";
import { fromNow } from "../db/columns.ts";
import type { UnitOfWork } from "../event/outbox.ts";
import { factory, product } from "../product/product.sql.ts";
import { leadTimeMs, overdueAfterMs } from "./deadlines.ts";
import { restock } from "./restock.sql.ts";
import type { RestockStatus } from "./restock.status.ts";

/** What came of asking; `changed`: the order is in another state by now. */
type Asking = "asked" | "changed" | "factory_missing";

/**
 * Has an order that is in one of the states `from` requested from its factory once more, by an event like the first
 * time; the time it is given doubles with each of the watchdog's reminders.
 */
export async function ask(
  unit: UnitOfWork,
  restockId: string,
  { from, reminders }: { from: readonly RestockStatus[]; reminders: number },
): Promise<Asking> {
  const { status, factoryId, identifier } = await lookUp(unit, restockId);
  if (identifier === null) return from.includes(status) ? "factory_missing" : "changed";
  const leadMs = await leadTimeMs(unit.tx, factoryId);
  const { rowsAffected } = await unit.tx
    .update(restock)
    .set({
      status: "requested",
      asked: sql`${restock.asked} + 1`,
      reminders,
      leaseUntil: null,
      expectedAt: fromNow(leadMs),
      dueAt: fromNow(overdueAfterMs(leadMs) * 2 ** reminders),
    })
    .where(and(eq(restock.restockId, restockId), inArray(restock.status, [...from])));
  if (rowsAffected === 0) return "changed";
  const { sku, quantity, attempt } = await lookUp(unit, restockId);
  unit.emit("restock.requested", sku, { restockId, sku, quantity, factoryId: identifier, attempt });
  return "asked";
}

async function lookUp({ tx }: UnitOfWork, restockId: string) {
  const [order] = await tx
    .select({
      status: restock.status,
      attempt: restock.asked,
      sku: product.sku,
      quantity: restock.quantity,
      factoryId: restock.factoryId,
      identifier: factory.identifier,
    })
    .from(restock)
    .innerJoin(product, eq(product.productId, restock.productId))
    .leftJoin(factory, eq(factory.factoryId, restock.factoryId))
    .where(eq(restock.restockId, restockId));
  if (!order) throw new Error(`Restock order ${restockId} is of a product that does not exist`);
  return order;
}
