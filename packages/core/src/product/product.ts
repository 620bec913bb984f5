import { eq } from "drizzle-orm";
import type { Executor } from "../db/client.ts";
import { DomainError } from "../error.ts";
import { product } from "./product.sql.ts";

/** A product's row; throws `product_not_found`. */
export async function findProduct(db: Executor, sku: string): Promise<typeof product.$inferSelect> {
  const [found] = await db.select().from(product).where(eq(product.sku, sku));
  if (!found) throw productNotFound(sku);
  return found;
}

export const productNotFound = (sku: string) =>
  new DomainError("product_not_found", `There is no product ${sku}`);
