import { asc, eq, sql } from "drizzle-orm";
import { now } from "../../src/db/columns.ts";
import { isEvent } from "../../src/event/catalogue.ts";
import { orders } from "../../src/order/order.sql.ts";
import { product } from "../../src/product/product.sql.ts";
import { reservation } from "../../src/reservation/reservation.sql.ts";
import { restock } from "../../src/restock/restock.sql.ts";
import { adjustment } from "../../src/stock/stock.sql.ts";
import { eventsOf } from "../../src/testing.ts";
import { keys } from "./operation.ts";
import { put, type Purchase, type Reference, type RestockOrder } from "./reference.ts";
import type { Store } from "./store.ts";

/** What the store calls by an id and the reference by a name: an order by its call, restock orders in their order of age. */
export type Names = ReadonlyMap<string, string>;

/** What is to be seen of the product while nothing runs, in the words of the reference. */
export async function observe(store: Store): Promise<{ state: Reference; names: Names }> {
  const { db, productId } = store;
  const [shelf, purchases, reservations, orderRows] = await Promise.all([
    selectShelf(store),
    db.select().from(orders).where(eq(orders.productId, productId)),
    db.select().from(reservation).where(eq(reservation.productId, productId)).orderBy(asc(reservation.place)),
    selectRestocks(store),
  ]);
  const names: Names = new Map([
    ...purchases.map((row) => [row.orderId, row.correlationId] as const),
    ...reservations.map((row) => [row.reservationId, row.correlationId] as const),
    ...orderRows.map(({ row }, index) => [row.restockId, `#${index + 1}`] as const),
    ...[...store.receipts].map(([name, id]) => [id, name.slice(-1)] as const),
  ]);
  const told = await tell(store, names);
  type Row = (typeof purchases)[number];
  const of = (status: Row["status"], lane?: Row["lane"]) =>
    purchases
      .filter((row) => row.status === status && row.lane === (lane ?? row.lane))
      .reduce(addPurchase, {});
  const state = {
    ...shelf,
    empties: told.empties,
    refusals: told.refusals,
    sales: of("confirmed"),
    intents: of("pending", "normal"),
    undecided: of("pending", "surge"),
    turnedAway: purchases
      .filter(({ status }) => status === "refused")
      .reduce((all: Record<string, number>, row) => put(all, row.correlationId, row.quantity), {}),
    adjustments: await adjustments(store),
    line: reservations.flatMap(({ status, correlationId: name, quantity }) =>
      status === "waiting" ? [{ name, quantity }] : [],
    ),
    left: reservations.reduce<Record<string, number>>(
      (all, { status, correlationId, quantity }) =>
        status === "cancelled" ? put(all, correlationId, quantity) : all,
      {},
    ),
    restocks: Object.fromEntries(
      orderRows.map(({ row, isLate }) => [nameOf(names, row.restockId), toOrder(row, isLate, names, told)]),
    ),
  };
  return { state, names };
}

export const nameOf = (names: Names, id: string) => names.get(id) ?? id;

/** A purchase without a key of its client's is known by its call. */
function addPurchase(all: Record<string, Purchase>, row: typeof orders.$inferSelect) {
  const key = keys.get(row.idempotencyKey) ?? row.correlationId;
  return put(all, key, { order: row.correlationId, quantity: row.quantity });
}

const selectRestocks = ({ db, productId }: Store) =>
  db
    .select({ row: restock, isLate: sql<boolean>`${restock.dueAt} < ${now}`.mapWith(Boolean) })
    .from(restock)
    .where(eq(restock.productId, productId))
    .orderBy(asc(restock.restockId));

async function selectShelf({ db, sku }: Store) {
  const isPaused = sql<boolean>`COALESCE(${product.restockAfter} > ${now}, 0)`.mapWith(Boolean);
  const [row] = await db.select({ product, isPaused }).from(product).where(eq(product.sku, sku));
  if (!row) throw new Error(`The product ${sku} is gone`);
  const { stock, waiting, reorderPoint, reorderQuantity, soldOutAt, refusedAt, lane } = row.product;
  const marks = { soldOut: soldOutAt !== null, refused: refusedAt !== null, paused: row.isPaused };
  return { stock, waiting, reorderPoint, reorderQuantity, lane, ...marks };
}

async function adjustments({ db, productId }: Store): Promise<Record<string, number>> {
  const rows = await db.select().from(adjustment).where(eq(adjustment.productId, productId));
  return rows.reduce((all, { reason, delta }) => put(all, reason, delta), {});
}

type Told = Awaited<ReturnType<typeof tell>>;

/** What the events say. */
async function tell({ db, sku }: Store, names: Names) {
  const events = await eventsOf(db, sku);
  const incidents = events.flatMap((event) => (isEvent(event, "incident.raised") ? [event] : []));
  const about = (kind: string) => incidents.filter(({ data }) => data.kind === kind);
  return {
    empties: events
      .flatMap((event) => (isEvent(event, "stock.empty") ? [event.data.restockId] : []))
      .map((id) => (id === null ? "none" : nameOf(names, id)))
      .toSorted(),
    refusals: events.filter(({ type }) => type === "order.refused").length,
    asked: events.flatMap((event) => (isEvent(event, "restock.requested") ? [event.data.restockId] : [])),
    replenished: events.flatMap((event) => (isEvent(event, "stock.replenished") ? [event.data] : [])),
    repeated: about("repeated_receipt").map(({ id, data }) => ({ receipt: id, restockId: data.restockId })),
    surplus: about("late_receipt").map(({ data }) => data.restockId),
  };
}

function toOrder(
  { restockId, quantity, status, reminders, receiptId }: typeof restock.$inferSelect,
  isLate: boolean,
  names: Names,
  told: Told,
): RestockOrder {
  const replenished = told.replenished.filter((data) => data.restockId === restockId);
  if (replenished.length > 1) throw new Error(`${nameOf(names, restockId)} was told to be delivered twice`);
  return {
    quantity,
    status,
    asked: told.asked.filter((id) => id === restockId).length,
    reminders,
    isLate,
    receipt: receiptId && nameOf(names, receiptId),
    replenished: replenished[0]?.stock ?? null,
    surplus: told.surplus.includes(restockId),
    repeated: told.repeated
      .filter((repetition) => repetition.restockId === restockId)
      .map(({ receipt }) => nameOf(names, receipt))
      .toSorted(),
  };
}
