import { eq } from "drizzle-orm";
import type { Database } from "../db/client.ts";
import { commit } from "../event/outbox.ts";
import { consider } from "../restock/consider.ts";
import { showProduct } from "./catalogue.ts";
import type { Product, Settings } from "./product.schema.ts";
import { findProduct } from "./product.ts";
import { product } from "./product.sql.ts";

/** Changes a product's settings and considers a restock by the new ones; throws `product_not_found`. */
export async function changeSettings(
  db: Database,
  sku: string,
  settings: Settings,
  correlationId: string,
): Promise<Product> {
  const { productId } = await findProduct(db, sku);
  await commit(db, correlationId, async (unit) => {
    await unit.tx.update(product).set(settings).where(eq(product.productId, productId));
    await consider(unit, await findProduct(unit.tx, sku));
  });
  return showProduct(db, sku);
}
