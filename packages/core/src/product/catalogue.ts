import { and, asc, eq, type SQL } from "drizzle-orm";
import type { Executor } from "../db/client.ts";
import { prepared } from "../db/prepared.ts";
import { toRestock } from "../restock/restock.ts";
import { restock } from "../restock/restock.sql.ts";
import { availableOf } from "./available.ts";
import type { Product } from "./product.schema.ts";
import { productNotFound } from "./product.ts";
import { advertisement, product } from "./product.sql.ts";

/** Up to this many units left, the storefront says that there are few. */
const LOW_STOCK = 5;

/** Everything that is sold, in the order in which the products were added. */
export async function listProducts(db: Executor): Promise<Product[]> {
  const rows = await everythingSold(db).execute();
  return rows.map(toProduct);
}

/** One product that is sold; throws `product_not_found`, also for a retired one. */
export const showProduct = (db: Executor, sku: string): Promise<Product> =>
  describeProduct(db, sku, eq(product.retired, false));

/** One product, as operations see it; throws `product_not_found`. */
export async function describeProduct(db: Executor, sku: string, filter?: SQL): Promise<Product> {
  const [row] = await select(db).where(and(eq(product.sku, sku), filter));
  if (row?.product.sku !== sku) throw productNotFound(sku);
  return toProduct(row);
}

const select = (db: Executor) =>
  db
    .select({ product, restock, advertised: advertisement.status })
    .from(product)
    .leftJoin(restock, eq(restock.openKey, product.productId))
    .leftJoin(advertisement, eq(advertisement.adId, product.adId));

const everythingSold = prepared((db: Executor) =>
  select(db)
    .where(eq(product.retired, false))
    .orderBy(asc(product.createdAt), asc(product.productId))
    .prepare(),
);

function toProduct(row: Awaited<ReturnType<typeof select>>[number]): Product {
  const { sku, name, price, lane } = row.product;
  const stock = availableOf(row.product);
  return {
    sku,
    name,
    price,
    currency: "KRW",
    stock,
    availability: stock === 0 ? "sold_out" : stock <= LOW_STOCK ? "low_stock" : "in_stock",
    advertised: row.advertised ?? false,
    restock: row.restock && toRestock(row.restock, sku),
    lane,
  };
}
