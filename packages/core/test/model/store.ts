import { and, asc, eq, type SQL, sql } from "drizzle-orm";
import type { Database } from "../../src/db/client.ts";
import { newId, now } from "../../src/db/columns.ts";
import { retry } from "../../src/db/retry.ts";
import { DomainError } from "../../src/error.ts";
import { outbox } from "../../src/event/event.sql.ts";
import { requestHash, keyHash } from "../../src/hash.ts";
import { changeSettings } from "../../src/product/settings.ts";
import { checkout } from "../../src/order/checkout.ts";
import { decideBatch } from "../../src/order/surge/decide.ts";
import { intend } from "../../src/order/intent.ts";
import { sweepIntents } from "../../src/order/sweep.ts";
import { orders } from "../../src/order/order.sql.ts";
import type { CheckoutResult } from "../../src/order/outcome.ts";
import { intentFor } from "../../src/order/testing.ts";
import { product } from "../../src/product/product.sql.ts";
import { cancelReservation } from "../../src/reservation/cancel.ts";
import { listReservations } from "../../src/reservation/reservation.ts";
import { reservation } from "../../src/reservation/reservation.sql.ts";
import { reserve } from "../../src/reservation/reserve.ts";
import { serveLine } from "../../src/reservation/serve.ts";
import { receive } from "../../src/restock/receive.ts";
import type { Restock } from "../../src/restock/restock.schema.ts";
import { restock } from "../../src/restock/restock.sql.ts";
import { cancelRestock, retryRestock } from "../../src/restock/steer.ts";
import { considerSku } from "../../src/restock/testing.ts";
import { watch } from "../../src/restock/watch.ts";
import { adjust } from "../../src/stock/adjust.ts";
import { adjustment } from "../../src/stock/stock.sql.ts";
import { addProduct, createStore, restocksOf } from "../../src/testing.ts";
import type { Called } from "./promises.ts";
import type { Shelf } from "./operation.ts";

/** What the store does, by what it is held to; a mutant replaces one. */
export const verbs = {
  checkout,
  adjust,
  consider: considerSku,
  receive,
  cancelRestock,
  retryRestock,
  reserve,
  cancelReservation,
  serveLine,
  watch,
  sweepIntents,
  decideBatch,
};
export type Verbs = typeof verbs;

/** A real store with one product; `url` is for connections of one's own. */
export interface Store {
  db: Database;
  url: string;
  verbs: Verbs;
  sku: string;
  productId: string;
  /** Receipt ids by restock order and name. */
  receipts: Map<string, string>;
}

export type Shop = Awaited<ReturnType<typeof createStore>>;

/** Empties the shop and puts the one product into it. */
export async function open(
  { db, url }: Shop,
  { ordered, ...given }: Shelf,
  using: Verbs = verbs,
): Promise<Store> {
  for (const table of [product, orders, reservation, adjustment, restock, outbox]) await db.delete(table);
  const { sku, productId } = await addProduct(db, given);
  if (ordered) await considerSku(db, sku, given.stock + 1);
  return { db, url, verbs: using, sku, productId, receipts: new Map() };
}

/** The orders of the lane in order of arrival: those that wait, or all of them. */
async function inTheLane(db: Database, all: boolean): Promise<string[]> {
  const rows = await db
    .select({ orderId: orders.orderId })
    .from(orders)
    .where(and(eq(orders.lane, "surge"), all ? undefined : eq(orders.status, "pending")))
    .orderBy(asc(orders.createdAt), asc(orders.orderId));
  return rows.map(({ orderId }) => orderId);
}

/** What an operation means, if there is one: a restock order, a reservation, or the orders to decide. */
export async function targetOf({ db, sku }: Store, { operation }: Pick<Called, "operation">) {
  if (operation.verb === "decide") return (await inTheLane(db, operation.again)).join() || undefined;
  if (!("back" in operation)) return null;
  const all =
    operation.verb === "leave" ? await listReservations(db, { sku, limit: 9 }) : await restocksOf(db, sku);
  return all[operation.back]?.id;
}

/** Does it, and returns the answer as the store gave it; a refusal with a meaning is an answer. */
export async function perform(store: Store, db: Database, called: Called): Promise<unknown> {
  try {
    return await answer(store, db, called);
  } catch (error) {
    if (error instanceof DomainError) return { refused: error.code };
    throw error;
  }
}

async function answer({ verbs: verb, sku, productId, receipts }: Store, db: Database, called: Called) {
  const { call: correlationId, operation } = called;
  const restockId = called.target ?? "";
  const reservationId = restockId;
  switch (operation.verb) {
    case "checkout": {
      const context = { correlationId, idempotencyKey: operation.key, lane };
      return shown(await verb.checkout(db, { sku, quantity: operation.quantity }, context));
    }
    case "adjust": {
      const context = { correlationId, idempotencyKey: operation.key };
      const reason = operation.key ?? correlationId;
      const { stock } = await verb.adjust(db, sku, { delta: operation.delta, reason }, context);
      return { stock };
    }
    case "consider":
      return nothing(verb.consider(db, sku, operation.wanted));
    case "receive": {
      const name = `${restockId} ${operation.receipt}`;
      const receiptId = receipts.get(name) ?? newId();
      receipts.set(name, receiptId);
      return nothing(verb.receive(db, { receiptId, restockId }));
    }
    case "cancel":
      return brief(await verb.cancelRestock(db, restockId));
    case "retry":
      return brief(await verb.retryRestock(db, restockId));
    case "lane":
      return nothing(changeSettings(db, sku, { lane: operation.lane }, correlationId));
    case "decide":
      return nothing(decide(verb, db, called.target ?? ""));
    case "reserve": {
      const customer = { name: correlationId, email: `${correlationId.toLowerCase()}@example.com` };
      const wish = { quantity: operation.quantity, customer };
      return { reservation: (await verb.reserve(db, sku, wish, { correlationId })).reservation.id };
    }
    case "leave":
      return { status: (await verb.cancelReservation(db, reservationId)).status };
    case "serve":
      return nothing(verb.serveLine(db, productId));
    case "watch":
      return nothing(verb.watch(db));
    case "sweep":
      return nothing(verb.sweepIntents(db, FUTURE));
    case "abandon": {
      const { quantity, key } = operation;
      const [requested, idempotencyKey] = [requestHash({ sku, quantity }), keyHash(key)];
      const intent = intentFor(productId, {
        idempotencyKey,
        requestHash: requested,
        quantity,
        correlationId,
      });
      return retry(() => intend(db, intent));
    }
    case "late":
      return change(
        db,
        sql`UPDATE ${restock} SET due_at = ${now} - INTERVAL 1 SECOND, reminders = ${operation.reminders}
             WHERE open_key = ${restock.openKey.mapToDriverValue(productId)}`,
      );
    case "pauseOver":
    default:
      return change(db, sql`UPDATE ${product} SET restock_after = NULL`);
  }
}

/** No message is needed to decide an order, and no customer waits. */
const lane = { send: async () => undefined, verdictWithinMs: 0 };

async function decide({ decideBatch: verb }: Verbs, db: Database, orderIds: string): Promise<void> {
  for (const failure of (await verb(db, orderIds.split(","))).values()) throw failure;
}

const brief = ({ id, quantity, status }: Restock) => ({ id, quantity, status });

function shown(result: CheckoutResult) {
  if (result.outcome === "pending") return { outcome: result.outcome, order: result.order.id };
  const { outcome, stock } = result;
  if (result.outcome === "sold") return { outcome, stock, order: result.order.id, replayed: result.replayed };
  return { outcome, stock, restock: result.restock && brief(result.restock) };
}

/** Every intent there is was made before a minute from now: also those of checkouts that are running. */
const FUTURE = -60_000;

const change = (db: Database, statement: SQL) => nothing(retry(() => db.execute(statement)));
const nothing = (work: Promise<unknown>) => work.then(() => null);
