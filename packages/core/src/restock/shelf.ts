import { product } from "../product/product.sql.ts";

/** The columns of a product that say whether it has to be restocked. */
export const shelf = {
  productId: product.productId,
  sku: product.sku,
  stock: product.stock,
  waiting: product.waiting,
  retired: product.retired,
  restocking: product.restocking,
  factoryId: product.factoryId,
  reorderPoint: product.reorderPoint,
  autoPoint: product.autoPoint,
  soldOutAt: product.soldOutAt,
  restockAfter: product.restockAfter,
};

/** What a decision needs to know of a product. */
export type Shelf = Pick<typeof product.$inferSelect, keyof typeof shelf>;
