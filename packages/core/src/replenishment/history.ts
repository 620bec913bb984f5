import { and, desc, eq, gt, gte, isNotNull, isNull, sql } from "drizzle-orm";
import type { Transaction } from "../db/client.ts";
import { fromNow, now } from "../db/columns.ts";
import { orders } from "../order/order.sql.ts";
import { product } from "../product/product.sql.ts";
import { reservation } from "../reservation/reservation.sql.ts";
import { restock } from "../restock/restock.sql.ts";
import { adjustment } from "../stock/stock.sql.ts";
import { type History, type Movement, SALES_SAMPLE } from "./demand.ts";

/** Sales before that tell nothing of today's demand. */
const WINDOW_MS = 28 * 24 * 60 * 60_000;

/** A product's latest sales and all that moved its stock since; of one moment, as the reads are of one transaction. */
export async function readHistory(tx: Transaction, productId: string): Promise<History> {
  const [shelf] = await tx
    .select({ stock: product.stock, now: sql`${now}`.mapWith(orders.createdAt) })
    .from(product)
    .where(eq(product.productId, productId));
  if (!shelf) throw new Error(`The product ${productId} vanished`);
  const sales = await latestSales(tx, productId);
  const oldest = sales.at(-1)?.at ?? shelf.now;
  const others = [
    ...(await receipts(tx, productId, oldest)),
    ...(await adjustments(tx, productId, oldest)),
    ...(await cancelled(tx, productId, oldest)),
    ...(await fulfilled(tx, productId, oldest)),
  ];
  const movements = [
    ...sales.map(({ at, units }) => movement(at, -units, true)),
    ...others.map(({ at, units }) => movement(at, units, false)),
  ];
  return {
    now: Number(shelf.now),
    stock: shelf.stock,
    movements: movements.toSorted((a, b) => b.at - a.at),
  };
}

const movement = (at: Date | null, delta: number, isSale: boolean): Movement => ({
  at: Number(at),
  delta,
  isSale,
});

const latestSales = (tx: Transaction, productId: string) =>
  tx
    .select({ at: orders.confirmedAt, units: orders.quantity })
    .from(orders)
    .leftJoin(reservation, eq(reservation.reservationId, orders.orderId))
    .where(
      and(
        eq(orders.productId, productId),
        eq(orders.status, "confirmed"),
        gt(orders.confirmedAt, fromNow(-WINDOW_MS)),
        isNull(reservation.reservationId),
      ),
    )
    .orderBy(desc(orders.confirmedAt))
    .limit(SALES_SAMPLE);

const receipts = (tx: Transaction, productId: string, since: Date) =>
  tx
    .select({ at: restock.completedAt, units: restock.quantity })
    .from(restock)
    .where(
      and(eq(restock.productId, productId), isNotNull(restock.completedAt), gte(restock.completedAt, since)),
    );

const adjustments = (tx: Transaction, productId: string, since: Date) =>
  tx
    .select({ at: adjustment.createdAt, units: adjustment.delta })
    .from(adjustment)
    .where(and(eq(adjustment.productId, productId), gte(adjustment.createdAt, since)));

/** A sale that was taken back is no demand, but it moved the stock. */
const cancelled = (tx: Transaction, productId: string, since: Date) =>
  taken(tx).where(
    and(eq(orders.productId, productId), eq(orders.status, "cancelled"), gte(orders.confirmedAt, since)),
  );

/**
 * A line that is served in the moment of the delivery moved the stock, too. Its customers came while there was nothing to
 * sell: counted against the time in which there was, they would prove a demand that there never is.
 */
const fulfilled = (tx: Transaction, productId: string, since: Date) =>
  taken(tx)
    .innerJoin(reservation, eq(reservation.reservationId, orders.orderId))
    .where(
      and(eq(orders.productId, productId), eq(orders.status, "confirmed"), gte(orders.confirmedAt, since)),
    );

const taken = (tx: Transaction) =>
  tx
    .select({ at: orders.confirmedAt, units: sql`-${orders.quantity}`.mapWith(Number) })
    .from(orders)
    .$dynamic();
