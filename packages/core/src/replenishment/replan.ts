import { and, eq } from "drizzle-orm";
import type { Database, Transaction } from "../db/client.ts";
import { retry } from "../db/retry.ts";
import { product } from "../product/product.sql.ts";
import { runEach } from "../runEach.ts";
import { ENOUGH_SALES, type History, measureDemand } from "./demand.ts";
import { readHistory } from "./history.ts";
import { measureLeadTime } from "./leadTime.ts";
import { explain, plan } from "./plan.ts";

/** Measures demand and lead time of every product in the mode `auto` anew; one that fails (it is thrown in the end) holds up no other. */
export async function replanAll(db: Database): Promise<void> {
  const products = await db.select().from(product).where(eq(product.reorderMode, "auto"));
  await runEach(products.map((row) => () => retry(() => db.transaction((tx) => replan(tx, row)))));
}

type Row = typeof product.$inferSelect;

/** Keeps what is measured now as the product's reorder point and quantity, unless its settings have changed meanwhile. */
export async function replan(tx: Transaction, row: Row): Promise<void> {
  const made = await measure(tx, row);
  const isSame = (Object.keys(made) as (keyof typeof made)[]).every((key) => made[key] === row[key]);
  if (isSame) return;
  await tx
    .update(product)
    .set(made)
    .where(
      and(
        eq(product.productId, row.productId),
        eq(product.reorderMode, "auto"),
        eq(product.serviceLevel, row.serviceLevel),
        eq(product.reorderMinimum, row.reorderMinimum),
        eq(product.reorderMultiple, row.reorderMultiple),
        eq(product.reorderMaximum, row.reorderMaximum),
      ),
    );
}

async function measure(tx: Transaction, row: Row) {
  const history = await readHistory(tx, row.productId);
  const demand = measureDemand(history);
  if (!demand) return { autoPoint: null, autoQuantity: null, autoNote: tooFew(history, row.reorderPoint) };
  const lead = await measureLeadTime(tx, row.factoryId);
  const policy = {
    serviceLevel: row.serviceLevel,
    minimum: row.reorderMinimum,
    multiple: row.reorderMultiple,
    maximum: row.reorderMaximum,
  };
  const made = plan(demand, lead, policy);
  return {
    autoPoint: made.reorderPoint,
    autoQuantity: made.reorderQuantity,
    autoNote: explain(demand, lead, policy, made),
  };
}

const tooFew = ({ movements }: History, fixed: number) =>
  `auto knows ${movements.filter(({ isSale }) => isSale).length} of the ${ENOUGH_SALES} sales that it needs, so the fixed reorder point of ${fixed} counts`;
