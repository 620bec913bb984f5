import { and, eq, gt, isNotNull, or } from "drizzle-orm";
import type { Transaction } from "../db/client.ts";
import { available } from "./available.ts";
import { product } from "./product.sql.ts";

/**
 * Ends a sold-out period where something can be bought again, so that the next empty shelf and the next refusal are news.
 * Goods that the waiting line claims end none. False: there was none, or it goes on.
 */
export async function endPeriod(tx: Transaction, productId: string): Promise<boolean> {
  const { rowsAffected } = await tx
    .update(product)
    .set({ soldOutAt: null, refusedAt: null })
    .where(
      and(
        eq(product.productId, productId),
        or(isNotNull(product.soldOutAt), isNotNull(product.refusedAt)),
        gt(available, 0),
      ),
    );
  return rowsAffected > 0;
}
