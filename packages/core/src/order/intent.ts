import { and, eq, inArray, type SQL, sql } from "drizzle-orm";
import type { Database } from "../db/client.ts";
import { now } from "../db/columns.ts";
import { isDuplicate } from "../db/failure.ts";
import { prepared } from "../db/prepared.ts";
import { available, unclaimed } from "../product/available.ts";
import { productNotFound } from "../product/product.ts";
import { product } from "../product/product.sql.ts";
import { restock } from "../restock/restock.sql.ts";
import { shelf } from "../restock/shelf.ts";
import { orders } from "./order.sql.ts";

/** What a checkout asks for. Each column is described anew in every answer, so what nobody needs is left out. */
const seen = {
  product: {
    ...shelf,
    name: product.name,
    price: product.price,
    refusedAt: product.refusedAt,
    lane: product.lane,
  },
  restock: {
    restockId: restock.restockId,
    quantity: restock.quantity,
    correlationId: restock.correlationId,
    status: restock.status,
    attempts: restock.attempts,
    requestedAt: restock.requestedAt,
    expectedAt: restock.expectedAt,
    completedAt: restock.completedAt,
  },
  order: {
    orderId: orders.orderId,
    requestHash: orders.requestHash,
    quantity: orders.quantity,
    unitPrice: orders.unitPrice,
    status: orders.status,
    createdAt: orders.createdAt,
    lane: orders.lane,
  },
  /** The database's clock. */
  at: sql`${now}`.mapWith(orders.createdAt),
};

const query = prepared((db: Database) =>
  db
    .select(seen)
    .from(product)
    .leftJoin(restock, eq(restock.openKey, product.productId))
    .leftJoin(orders, eq(orders.idempotencyKey, sql.placeholder("idempotencyKey")))
    .where(eq(product.sku, sql.placeholder("sku")))
    .prepare(),
);

/** What one read tells a checkout: the product, its open restock order and the order of this key, if any. */
export async function look(db: Database, sku: string, idempotencyKey: string) {
  const [view] = await query(db).execute({ sku, idempotencyKey });
  if (view?.product.sku !== sku) throw productNotFound(sku);
  return view;
}

export type View = Awaited<ReturnType<typeof look>>;

/** The same of some orders of the surge lane, by their ids. */
export function lookAt(db: Database, orderIds: readonly string[], which?: SQL) {
  return db
    .select(seen)
    .from(orders)
    .innerJoin(product, eq(product.productId, orders.productId))
    .leftJoin(restock, eq(restock.openKey, product.productId))
    .where(and(inArray(orders.orderId, [...orderIds]), eq(orders.lane, "surge"), which));
}

/** As it is written; what becomes of it later has no place here. */
const given = {
  orderId: sql.placeholder("orderId"),
  idempotencyKey: sql.placeholder("idempotencyKey"),
  requestHash: sql.placeholder("requestHash"),
  productId: sql.placeholder("productId"),
  quantity: sql.placeholder("quantity"),
  unitPrice: sql.placeholder("unitPrice"),
  lane: sql.placeholder("lane"),
  customerName: sql.placeholder("customerName"),
  customerEmail: sql.placeholder("customerEmail"),
  language: sql.placeholder("language"),
  correlationId: sql.placeholder("correlationId"),
  createdAt: sql.placeholder("createdAt"),
};

const insertion = prepared((db: Database) => db.insert(orders).values(given).prepare());

/** An order that is to be written. */
export type Intent = Required<Pick<typeof orders.$inferInsert, keyof typeof given>>;

/** Writes the intent to buy. It takes nothing yet; false: this key has one already. */
export async function intend(db: Database, intent: Intent): Promise<boolean> {
  try {
    await insertion(db).execute(intent);
    return true;
  } catch (error) {
    if (isDuplicate(error)) return false;
    throw error;
  }
}

const leavesPlenty = sql`${unclaimed} - o.quantity > COALESCE(p.auto_point, p.reorder_point)`;

/**
 * Takes the stock and confirms the order in one statement outside any transaction, so that the row of a hot product
 * is locked for no longer than that. Undefined unless this call confirmed it; else the units that can be bought now where
 * they are more than the reorder point, and 0 where it takes a look to tell. The order is named by its id and not by its
 * key: in the place of an intent that was withdrawn another one of the same key may stand by now.
 */
export async function confirm(db: Database, orderId: string): Promise<number | undefined> {
  const { rowsAffected, insertId } = await db.execute(sql`
    UPDATE ${orders} o JOIN ${product} p ON p.product_id = o.product_id
       SET p.stock = IF(${leavesPlenty}, LAST_INSERT_ID(${unclaimed} - o.quantity) + p.waiting, p.stock - o.quantity),
           o.status = 'confirmed', o.confirmed_at = ${now}
     WHERE o.order_id = ${orders.orderId.mapToDriverValue(orderId)} AND o.status = 'pending'
       AND ${available} >= o.quantity`);
  return rowsAffected > 0 ? Number(insertId) : undefined;
}

/** Takes an unconfirmed intent back; false: somebody else has decided it meanwhile. */
export async function withdraw(db: Database, orderId: string): Promise<boolean> {
  const { rowsAffected } = await db
    .delete(orders)
    .where(and(eq(orders.orderId, orderId), eq(orders.status, "pending")));
  return rowsAffected > 0;
}
