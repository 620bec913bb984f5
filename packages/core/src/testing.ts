import { randomBytes } from "node:crypto";
import { createDatabase } from "@donut-states/gateway/testing";
import { connect, type Database } from "./db/client.ts";
import { newId } from "./db/columns.ts";
import { migrate } from "./db/migrate.ts";
import { advertisement, factory, product } from "./product/product.sql.ts";

/** For tests: a migrated, empty store of its own on a real database. */
export async function createStore(): Promise<{ db: Database; url: string; stop: () => Promise<void> }> {
  const { url, stop } = await createDatabase();
  const db = connect(url);
  await migrate(db);
  return { db, url, stop };
}

export const uniqueSku = () => `T-${randomBytes(5).toString("hex")}`;

/** For tests: a product nobody else uses, with a factory and an advertisement of its own. */
export async function addProduct(
  db: Database,
  { api = "", ...given }: Partial<typeof product.$inferInsert> & { api?: string } = {},
) {
  const sku = given.sku ?? uniqueSku();
  const stock = given.stock ?? 3;
  const row = {
    productId: newId(),
    sku,
    name: `도넛 ${sku}`,
    price: 1_000,
    stock,
    initialStock: stock,
    factoryId: newId(),
    adId: newId(),
    ...given,
  };
  const managerEmail = `${sku.toLowerCase()}@factory.example`;
  await db
    .insert(factory)
    .values({ factoryId: row.factoryId, identifier: `FF-${sku}`, name: `공장 ${sku}`, managerEmail, api });
  if (row.adId)
    await db
      .insert(advertisement)
      .values({ adId: row.adId, managerEmail: `${sku.toLowerCase()}@ad.example` });
  await db.insert(product).values(row);
  return row;
}
