import { connect, type Database } from "@donut-states/core/db/client";
import { newId } from "@donut-states/core/db/columns";
import { keepAliveFetch } from "@donut-states/core/db/fetch";
import { migrate } from "@donut-states/core/db/migrate";
import { factory, product } from "@donut-states/core/product/product.sql";
import { seed } from "@donut-states/core/product/seed";
import { startGateway } from "@donut-states/gateway/gateway";
import { createPool, type Pool } from "mysql2/promise";
import { databases, type MeasuredDatabase } from "./database/database.ts";
import type { Shelf } from "./load/shop.ts";

/** Most clients at the same time; so many connections a design may have. */
export const MOST_CLIENTS = 64;
const PATIENCE_MS = 5 * 60_000;

/** What the designs of one environment sell from. */
export interface Stand {
  database: MeasuredDatabase;
  /** For us to look by, without the environment's round trip. */
  db: Database;
  /** Connections as a design has them, with the round trip. */
  pool: Pool;
  /** A gateway as a design has it, with the round trip. */
  gatewayUrl: string;
  /** A new product that has been nobody's. */
  put(stock: number): Promise<Shelf>;
  stop(): Promise<void>;
}

/** Opens a migrated and seeded store on a database. */
export async function openStand(database: MeasuredDatabase): Promise<Stand> {
  const direct = await startGateway({ server: database.direct, database: databases.designs });
  const gateway = await startGateway({ server: database.address, database: databases.designs });
  const db = connect(direct.url, keepAliveFetch(PATIENCE_MS));
  await migrate(db);
  await seed(db);
  const { host, port, user } = database.address;
  const pool = createPool({
    host,
    port,
    user,
    database: databases.designs,
    connectionLimit: MOST_CLIENTS,
    charset: "utf8mb4",
    flags: ["+FOUND_ROWS"],
  });
  return {
    database,
    db,
    pool,
    gatewayUrl: gateway.url,
    put: (stock) => putShelf(db, stock),
    stop: async () => {
      await pool.end();
      await gateway.stop();
      await direct.stop();
    },
  };
}

/** Puts up a new product of the catalogue's first factory, with so many units on hand. */
export async function putShelf(db: Database, stock: number): Promise<Shelf> {
  const productId = newId();
  const sku = `B-${productId}`;
  const [maker] = await db.select().from(factory).limit(1);
  if (maker === undefined) throw new Error("The catalogue has no factory");
  const { factoryId } = maker;
  await db
    .insert(product)
    .values({ productId, sku, name: `도넛 ${sku}`, price: 1_000, stock, initialStock: stock, factoryId });
  return { productId, sku, start: stock };
}
