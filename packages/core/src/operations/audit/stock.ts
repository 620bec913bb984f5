import { and, eq, isNull, lte, or } from "drizzle-orm";
import { now } from "../../db/columns.ts";
import { product } from "../../product/product.sql.ts";
import { isShort } from "../../replenishment/projection.ts";
import { restock } from "../../restock/restock.sql.ts";
import { explain } from "../../stock/balances.ts";
import { type Check, inMotion, wrong } from "./check.ts";

export const stock: readonly Check[] = [
  {
    name: "ledger_balances",
    rule: "initial + received + adjusted - sold = stock",
    look: async ({ products }) => {
      const found = products.find(({ balanced }) => !balanced);
      return found && wrong(`product ${found.sku}`, explain(found));
    },
  },
  {
    name: "stock_not_negative",
    rule: "no stock is below 0",
    look: async ({ products }) => {
      const found = products.find(({ stock: units }) => units < 0);
      return found && wrong(`product ${found.sku}`, `its stock is ${found.stock}`);
    },
  },
  {
    name: "shelf_ordered",
    rule: "a shelf at its reorder point has a restock order open, or waits after one that failed",
    look: async ({ db }) => {
      const [found] = await db
        .select({ sku: product.sku, stock: product.stock })
        .from(product)
        .leftJoin(restock, eq(restock.openKey, product.productId))
        .where(
          and(
            isNull(restock.restockId),
            isShort(),
            or(isNull(product.restockAfter), lte(product.restockAfter, now)),
          ),
        )
        .limit(1);
      return (
        found &&
        inMotion(
          `product ${found.sku}`,
          `its stock is ${found.stock}; the watchdog orders it at its next tick`,
        )
      );
    },
  },
];
