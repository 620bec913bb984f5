import { and, eq, lt, lte, sql } from "drizzle-orm";
import type { Database, Transaction } from "../db/client.ts";
import { newId } from "../db/columns.ts";
import { isDuplicate } from "../db/failure.ts";
import { DomainError } from "../error.ts";
import { commit, type UnitOfWork } from "../event/outbox.ts";
import { keyHash, requestHash } from "../hash.ts";
import type { Language } from "../language.ts";
import { available, availableOf } from "../product/available.ts";
import { findProduct, productNotFound } from "../product/product.ts";
import { product } from "../product/product.sql.ts";
import { consider, worthConsidering } from "../restock/consider.ts";
import { openRestock } from "../restock/restock.ts";
import { findReservation, story } from "./reservation.ts";
import type { Reservation, Wish } from "./reservation.schema.ts";
import { reservation } from "./reservation.sql.ts";

/** The most units that may wait for one product: what the factory is asked for at once stays believable. */
export const LONGEST_LINE = 1_000;

interface ReserveContext {
  correlationId: string;
  idempotencyKey?: string | undefined;
  language?: Language | undefined;
}

type Row = typeof reservation.$inferInsert;

/**
 * Puts a customer at the end of a product's line, once per idempotency key, and has what is missing restocked.
 * Throws `product_not_found`, `in_stock` where it can be bought, `already_waiting` where this customer waits for this
 * product, `line_full`, and `idempotency_key_reused`. A refusal is not remembered.
 */
export async function reserve(
  db: Database,
  sku: string,
  wish: Wish,
  context: ReserveContext,
): Promise<{ reservation: Reservation; replayed: boolean }> {
  const row = toRow(await findProduct(db, sku), wish, context);
  const known = await replay(db, row);
  if (known) return known;
  try {
    await commit(db, context.correlationId, (unit) => join(unit, row, sku));
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    const made = await replay(db, row);
    if (made) return made;
    throw new DomainError("already_waiting", `This customer waits for ${sku} already`);
  }
  return { reservation: await findReservation(db, row.reservationId), replayed: false };
}

function toRow({ productId, sku, price }: typeof product.$inferSelect, wish: Wish, context: ReserveContext) {
  const reservationId = newId();
  const { quantity, customer } = wish;
  return {
    reservationId,
    idempotencyKey: context.idempotencyKey === undefined ? reservationId : keyHash(context.idempotencyKey),
    requestHash: requestHash({ sku, ...wish }),
    productId,
    quantity,
    unitPrice: price,
    waitingKey: keyHash(`${productId} ${customer.email}`),
    customerName: customer.name,
    customerEmail: customer.email,
    language: context.language ?? null,
    correlationId: context.correlationId,
  } satisfies Row;
}

async function replay(db: Database, { reservationId, idempotencyKey, requestHash: hash }: Row) {
  const [found] = await db
    .select({ id: reservation.reservationId, requestHash: reservation.requestHash })
    .from(reservation)
    .where(eq(reservation.idempotencyKey, idempotencyKey));
  if (!found) return undefined;
  if (found.requestHash !== hash)
    throw new DomainError("idempotency_key_reused", "This Idempotency-Key belongs to another reservation");
  return { reservation: await findReservation(db, found.id), replayed: found.id !== reservationId };
}

async function join(unit: UnitOfWork, row: Row, sku: string): Promise<void> {
  await unit.tx.insert(reservation).values(row);
  const joined = await claim(unit.tx, row);
  // The statement above waited for the product's row, so this is what it saw and what it made of it.
  const shelf = await findProduct(unit.tx, sku);
  if (!joined) throw refusal(shelf, row);
  await unit.tx
    .update(reservation)
    .set({ place: shelf.line })
    .where(eq(reservation.reservationId, row.reservationId));
  unit.emit("reservation.created", sku, story(row, sku));
  const isOpen = (await openRestock(unit.tx, shelf.productId)) !== null;
  if (worthConsidering(shelf, isOpen)) await consider(unit, shelf);
}

/** The next place in the line, and the units for it; false: there is nothing to wait for, or no room. */
async function claim(tx: Transaction, { productId, quantity }: Row): Promise<boolean> {
  const waiting = sql`${product.waiting} + ${quantity}`;
  const { rowsAffected } = await tx
    .update(product)
    .set({ line: sql`${product.line} + 1`, waiting })
    .where(
      and(
        eq(product.productId, productId),
        eq(product.retired, false),
        lt(available, quantity),
        lte(waiting, LONGEST_LINE),
      ),
    );
  return rowsAffected > 0;
}

function refusal(shelf: typeof product.$inferSelect, { quantity }: Row): DomainError {
  const { sku, retired } = shelf;
  if (retired) return productNotFound(sku);
  if (availableOf(shelf) >= quantity)
    return new DomainError("in_stock", `${quantity} of ${sku} can be bought: there is nothing to wait for`);
  return new DomainError("line_full", `No more than ${LONGEST_LINE} units of ${sku} can wait`);
}
