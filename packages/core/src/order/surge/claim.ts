import { and, eq, inArray } from "drizzle-orm";
import type { Database } from "../../db/client.ts";
import { product } from "../../product/product.sql.ts";
import { restock } from "../../restock/restock.sql.ts";
import { shelf } from "../../restock/shelf.ts";
import { orders } from "../order.sql.ts";

/** As much of orders of the surge lane as a decision needs, in few columns: there are many of them. */
export const lookAtClaims = (db: Database, orderIds: readonly string[]) =>
  db
    .select({
      order: {
        orderId: orders.orderId,
        status: orders.status,
        quantity: orders.quantity,
        correlationId: orders.correlationId,
        createdAt: orders.createdAt,
      },
      product: { ...shelf, refusedAt: product.refusedAt },
      restockId: restock.restockId,
    })
    .from(orders)
    .innerJoin(product, eq(product.productId, orders.productId))
    .leftJoin(restock, eq(restock.openKey, product.productId))
    .where(and(inArray(orders.orderId, [...orderIds]), eq(orders.lane, "surge")));

/** An order that waits for its verdict or has got it, its product and the product's open restock order. */
export type Claim = Awaited<ReturnType<typeof lookAtClaims>>[number];

export const isPending = ({ order }: Claim): boolean => order.status === "pending";
export const idsOf = (claims: readonly Claim[]): string[] => claims.map(({ order }) => order.orderId);
