import { randomBytes } from "node:crypto";
import { asc } from "drizzle-orm";
import { createDatabase } from "@donut-states/gateway/testing";
import { connect, type Database } from "./db/client.ts";
import { newId } from "./db/columns.ts";
import { keepAliveFetch } from "./db/fetch.ts";
import { migrate } from "./db/migrate.ts";
import type { EventData, EventType, StoreEvent } from "./event/catalogue.ts";
import { isEvent } from "./event/catalogue.ts";
import { outbox } from "./event/event.sql.ts";
import { advertisement, factory, product } from "./product/product.sql.ts";
import { listRestocks } from "./restock/restock.ts";

/** For tests: a migrated, empty store of its own on a real database. */
export async function createStore(): Promise<{ db: Database; url: string; stop: () => Promise<void> }> {
  const database = await createDatabase();
  const db = connect(database.url, keepAliveFetch(PATIENCE_MS));
  await migrate(db);
  return { db, url: database.url, stop: () => database.stop() };
}

/** Milliseconds a statement may take here: a crowd on a busy machine is slow, which is no failure. */
const PATIENCE_MS = 60_000;

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

/** For tests: the events of one subject, oldest first. */
export async function eventsOf(db: Database, subject: string): Promise<StoreEvent[]> {
  const rows = await db.select({ body: outbox.body }).from(outbox).orderBy(asc(outbox.eventId));
  return rows.map(({ body }) => body).filter((event) => event.subject === subject);
}

/** For tests: what the events of one subject and type say, oldest first. */
export async function toldOf<T extends EventType>(
  db: Database,
  subject: string,
  type: T,
): Promise<EventData<T>[]> {
  const events = await eventsOf(db, subject);
  return events.flatMap((event) => (isEvent(event, type) ? [event.data] : []));
}

/** For tests: a product's restock orders, newest first. */
export async function restocksOf(db: Database, sku: string) {
  return (await listRestocks(db, { limit: 1_000 })).filter((order) => order.sku === sku);
}
