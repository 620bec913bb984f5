import { and, eq, inArray, sql } from "drizzle-orm";
import type { Database } from "../../src/db/client.ts";
import { retry } from "../../src/db/retry.ts";
import { confirm } from "../../src/order/intent.ts";
import { orders } from "../../src/order/order.sql.ts";
import { findProduct } from "../../src/product/product.ts";
import { product } from "../../src/product/product.sql.ts";
import { reservation } from "../../src/reservation/reservation.sql.ts";
import { rowOf as reservationRow } from "../../src/reservation/testing.ts";
import { findRestock } from "../../src/restock/restock.ts";
import { rowOf } from "../../src/restock/testing.ts";
import { type Verbs, verbs } from "./store.ts";

type Mutants = Record<string, Partial<Verbs>>;

/** Wrong whenever they are called: one operation after the other shows it. */
export const mutants: Mutants = {
  "a checkout that forgets its key": {
    checkout: (db, purchase, context) =>
      verbs.checkout(db, purchase, { ...context, idempotencyKey: undefined }),
  },
  "a refusal that orders nothing": {
    async checkout(db, purchase, context) {
      const { sku, stock } = await findProduct(db, purchase.sku);
      if (stock >= purchase.quantity) return verbs.checkout(db, purchase, context);
      return { outcome: "out_of_stock", sku, stock, restock: null };
    },
  },
  "an adjustment that ignores the bound and takes what there is": {
    async adjust(db, sku, request, context) {
      const { stock } = await findProduct(db, sku);
      return verbs.adjust(db, sku, { ...request, delta: Math.max(request.delta, -stock) }, context);
    },
  },
  "a receipt that counts whenever it is another": {
    async receive(db, receipt) {
      const { productId, quantity, receiptId } = await rowOf(db, { id: receipt.restockId });
      await verbs.receive(db, receipt);
      if (receiptId === null || receiptId === receipt.receiptId) return;
      const { stock } = await findProduct(db, (await findRestock(db, receipt.restockId)).sku);
      await write(db, productId, { stock: stock + quantity });
    },
  },
  "a receipt for an order given up that is thrown away": {
    async receive(db, receipt) {
      const { status } = await rowOf(db, { id: receipt.restockId });
      if (status !== "cancelled" && status !== "failed") await verbs.receive(db, receipt);
    },
  },
  "a batch that is counted again when it comes again": {
    async decideBatch(db, orderIds) {
      const mine = and(inArray(orders.orderId, [...orderIds]), eq(orders.status, "confirmed"));
      await db.update(orders).set({ status: "pending" }).where(mine);
      return verbs.decideBatch(db, orderIds);
    },
  },
  "tills that sell what the line claims": {
    checkout: (db, purchase, context) => unclaimed(db, () => verbs.checkout(db, purchase, context)),
    decideBatch: (db, orderIds) => unclaimed(db, () => verbs.decideBatch(db, orderIds)),
  },
  "a line in which the last stand first": {
    async reserve(db, sku, wish, context) {
      const made = await verbs.reserve(db, sku, wish, context);
      const isMade = eq(reservation.reservationId, made.reservation.id);
      await db
        .update(reservation)
        .set({ place: sql`-place` })
        .where(isMade);
      return made;
    },
  },
  "a reservation that is left without its units": {
    async cancelReservation(db, id) {
      const { productId } = await reservationRow(db, { id });
      const [before] = await db.select().from(product).where(eq(product.productId, productId));
      const left = await verbs.cancelReservation(db, id);
      await write(db, productId, { waiting: before?.waiting ?? 0 });
      return left;
    },
  },
  "a sweeper that sells what was abandoned": {
    async sweepIntents(db) {
      const abandoned = await db.select().from(orders).where(eq(orders.status, "pending"));
      for (const { orderId } of abandoned) await confirm(db, orderId);
      return abandoned.length;
    },
  },
};

/** Right as long as nobody else is there. */
export const races: Mutants = {
  "a checkout that reads, and then writes what it reckoned": {
    async checkout(db, purchase, context) {
      const { stock, productId } = await findProduct(db, purchase.sku);
      const result = await verbs.checkout(db, purchase, context);
      if (result.outcome === "sold" && !result.replayed)
        await write(db, productId, { stock: stock - purchase.quantity });
      return result;
    },
  },
  "a batch that reads, and then writes what it reckoned": {
    async decideBatch(db, orderIds) {
      const [row] = await db
        .select({ product })
        .from(orders)
        .innerJoin(product, eq(product.productId, orders.productId))
        .where(and(inArray(orders.orderId, [...orderIds]), eq(orders.status, "pending")));
      const failures = await verbs.decideBatch(db, orderIds);
      const { stock, productId, sku } = row?.product ?? {};
      if (stock !== undefined && productId && sku && (await findProduct(db, sku)).stock < stock)
        await write(db, productId, { stock: Math.max(0, stock - orderIds.length) });
      return failures;
    },
  },
  "a receipt that reads, and then writes the sum": {
    async receive(db, receipt) {
      const { productId, quantity, receiptId } = await rowOf(db, { id: receipt.restockId });
      const { sku } = await findRestock(db, receipt.restockId);
      const { stock } = await findProduct(db, sku);
      await verbs.receive(db, receipt);
      if (receiptId === null) await write(db, productId, { stock: stock + quantity });
    },
  },
};

/** Does it as if nobody waited. */
async function unclaimed<T>(db: Database, work: () => Promise<T>): Promise<T> {
  const [before] = await db.select().from(product);
  if (!before) throw new Error("The shop is empty");
  await write(db, before.productId, { waiting: 0 });
  const result = await work();
  await write(db, before.productId, { waiting: before.waiting });
  return result;
}

const write = (db: Database, productId: string, changes: Partial<typeof product.$inferInsert>) =>
  retry(() => db.update(product).set(changes).where(eq(product.productId, productId)));
