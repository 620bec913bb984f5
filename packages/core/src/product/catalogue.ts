import { asc, eq } from "drizzle-orm";
import type { Executor } from "../db/client.ts";
import { toRestock } from "../restock/restock.ts";
import { restock } from "../restock/restock.sql.ts";
import type { Product } from "./product.schema.ts";
import { productNotFound } from "./product.ts";
import { advertisement, product } from "./product.sql.ts";

/** Up to this many units left, the storefront says that there are few. */
const LOW_STOCK = 5;

/** The whole catalogue, in the order in which the products were added. */
export async function listProducts(db: Executor): Promise<Product[]> {
  const rows = await select(db).orderBy(asc(product.createdAt), asc(product.productId));
  return rows.map(toProduct);
}

/** One product; throws `product_not_found`. */
export async function showProduct(db: Executor, sku: string): Promise<Product> {
  const [row] = await select(db).where(eq(product.sku, sku));
  if (row?.product.sku !== sku) throw productNotFound(sku);
  return toProduct(row);
}

const select = (db: Executor) =>
  db
    .select({ product, restock, advertised: advertisement.status })
    .from(product)
    .leftJoin(restock, eq(restock.openKey, product.productId))
    .leftJoin(advertisement, eq(advertisement.adId, product.adId));

function toProduct(row: Awaited<ReturnType<typeof select>>[number]): Product {
  const { sku, name, price, stock, lane } = row.product;
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
