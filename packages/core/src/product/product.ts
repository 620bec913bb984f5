import { eq } from "drizzle-orm";
import type { Executor } from "../db/client.ts";
import { DomainError } from "../error.ts";
import { product } from "./product.sql.ts";

/** The row of exactly this sku, whatever the server's collation takes for the same; throws `product_not_found`. */
export async function findProduct(db: Executor, sku: string): Promise<typeof product.$inferSelect> {
  const [found] = await db.select().from(product).where(eq(product.sku, sku));
  if (found?.sku !== sku) throw productNotFound(sku);
  return found;
}

export const productNotFound = (sku: string) =>
  new DomainError("product_not_found", `There is no product ${sku}`);
