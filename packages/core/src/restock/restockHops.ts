import { eq } from "drizzle-orm";
import type { Database } from "../db/client.ts";
import { product } from "../product/product.sql.ts";
import { type Hop, hop } from "../schema.ts";
import { restock } from "./restock.sql.ts";

type Row = typeof restock.$inferSelect;

/** The story that a restock order belongs to; undefined where there is no such order. */
export async function storyOfRestock(db: Database, restockId: string): Promise<string | undefined> {
  const [row] = await db
    .select({ correlationId: restock.correlationId })
    .from(restock)
    .where(eq(restock.restockId, restockId));
  return row?.correlationId;
}

/** What a story did to restock orders, with their ids. What came between is told by their events. */
export async function restockHops(
  db: Database,
  correlationId: string,
): Promise<{ ids: string[]; hops: Hop[] }> {
  const rows = await db
    .select({ row: restock, sku: product.sku })
    .from(restock)
    .innerJoin(product, eq(product.productId, restock.productId))
    .where(eq(restock.correlationId, correlationId))
    .orderBy(restock.restockId);
  return {
    ids: rows.map(({ row }) => row.restockId),
    hops: rows.flatMap(({ row, sku }) => hopsOf(row, `restock ${row.restockId}: ${row.quantity} x ${sku}`)),
  };
}

function hopsOf(row: Row, what: string): Hop[] {
  return [
    ...hop(row.requestedAt, "restock", what, "requested"),
    // The end of the claim is all that is kept of a call that the factory has not taken.
    ...hop(row.leaseUntil, "factory", what, `called ${times(row.attempts)}, not accepted`),
    ...hop(row.acceptedAt, "factory", what, `accepted, called ${times(row.attempts)}`),
    ...hop(row.completedAt, "restock", what, "completed"),
  ];
}

const times = (count: number) => (count === 1 ? "once" : `${count} times`);
