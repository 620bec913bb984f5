import type { Pool } from "mysql2/promise";
import * as v from "valibot";
import type { Event, Evidence } from "./evidence.ts";

const Id = v.pipe(
  v.instance(Buffer),
  v.transform((bytes) => bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-")),
);
/** SQL's truth is 0 or 1. */
const Truth = v.pipe(
  v.number(),
  v.transform((value) => value !== 0),
);
const Time = v.pipe(
  v.date(),
  v.transform((date) => date.getTime()),
);
const Body = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({ data: v.object({ restockId: v.optional(v.nullable(v.string()), null) }) }),
);
const Told = v.pipe(
  v.object({ id: Id, type: v.string(), body: Body, sent: Truth }),
  v.transform(({ id, type, body, sent }): Event => ({ id, type, sent, restockId: body.data.restockId })),
);

const tables = {
  products: {
    sql: "SELECT product_id AS id, sku, stock, reorder_point AS reorderPoint FROM product ORDER BY sku",
    row: v.object({ id: Id, sku: v.string(), stock: v.number(), reorderPoint: v.number() }),
  },
  orders: {
    sql: `SELECT order_id AS id, product_id AS productId, quantity, status, lane, customer_name AS intent,
                 announced_at IS NOT NULL AS announced FROM orders ORDER BY order_id`,
    row: v.object({
      id: Id,
      productId: Id,
      quantity: v.number(),
      status: v.string(),
      lane: v.string(),
      intent: v.nullable(v.string()),
      announced: Truth,
    }),
  },
  restocks: {
    sql: `SELECT restock_id AS id, product_id AS productId, quantity, status, attempts,
                 completed_at IS NOT NULL AS completed FROM restock ORDER BY restock_id`,
    row: v.object({
      id: Id,
      productId: Id,
      quantity: v.number(),
      status: v.string(),
      attempts: v.number(),
      completed: Truth,
    }),
  },
  adjustments: {
    sql: `SELECT adjustment_id AS id, product_id AS productId, delta, reason AS intent FROM adjustment ORDER BY adjustment_id`,
    row: v.object({ id: Id, productId: Id, delta: v.number(), intent: v.string() }),
  },
  outbox: {
    sql: "SELECT event_id AS id, type, body, sent_at IS NOT NULL AS sent FROM outbox ORDER BY event_id",
    row: Told,
  },
  feed: { sql: "SELECT event_id AS id, type, body, 1 AS sent FROM feed ORDER BY event_id", row: Told },
  steps: {
    sql: `SELECT at, restock_id AS restockId, product_id AS productId, was AS \`from\`, became AS \`to\` FROM seen_step ORDER BY seq`,
    row: v.object({ at: Time, restockId: Id, productId: Id, from: v.nullable(v.string()), to: v.string() }),
  },
  movements: {
    sql: "SELECT at, product_id AS productId, was AS `before`, became AS `after` FROM seen_movement ORDER BY seq",
    row: v.object({ at: Time, productId: Id, before: v.number(), after: v.number() }),
  },
} as const;

type Row<T extends keyof typeof tables> = v.InferOutput<(typeof tables)[T]["row"]>;

async function read<T extends keyof typeof tables>(database: Pool, table: T): Promise<Row<T>[]> {
  const { sql, row } = tables[table];
  const [rows] = await database.query(sql);
  // The union of all row schemas loses which one belongs to T.
  return v.parse(v.array(row as v.GenericSchema<unknown, Row<T>>), rows);
}

/** What the database alone says. */
type Stored = Omit<Evidence, "products" | "queues" | "posts" | "intents"> & { products: Row<"products">[] };

/** Reads all that is stored, past the store. */
export async function readStored(database: Pool): Promise<Stored> {
  return {
    products: await read(database, "products"),
    orders: await read(database, "orders"),
    restocks: await read(database, "restocks"),
    adjustments: await read(database, "adjustments"),
    outbox: await read(database, "outbox"),
    feed: await read(database, "feed"),
    steps: await read(database, "steps"),
    movements: await read(database, "movements"),
  };
}

/** The ids of the latest orders in the surge lane. */
export async function readLatestOrders(database: Pool, count: number): Promise<string[]> {
  const [rows] = await database.query(
    "SELECT order_id AS id FROM orders WHERE lane = 'surge' ORDER BY order_id DESC LIMIT ?",
    [count],
  );
  return v.parse(v.array(v.object({ id: Id })), rows).map(({ id }) => id);
}
