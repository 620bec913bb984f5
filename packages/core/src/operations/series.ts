import { inArray, type SQL, sql } from "drizzle-orm";
import type { MySqlColumn } from "drizzle-orm/mysql-core";
import * as v from "valibot";
import type { Database } from "../db/client.ts";
import { orders } from "../order/order.sql.ts";
import { product } from "../product/product.sql.ts";
import { restock } from "../restock/restock.sql.ts";
import { feed } from "./operations.sql.ts";
import { type Bucket, type Series, type Window, windows } from "./series.schema.ts";

const Count = v.pipe(v.unknown(), v.transform(Number), v.integer());
const bucket = Count;
const Sales = v.object({ bucket, sold: Count, soldUnits: Count, cancelled: Count, cancelledUnits: Count });
const News = v.object({ bucket, soldOut: Count, firstRefusals: Count });
const Refused = v.object({ bucket, orders: Count });
const Received = v.object({ bucket, restocks: Count, meanMs: Count, longestMs: Count });

/** A window of time in equal steps; and the products, as an index that begins with them is asked for each. */
interface Span {
  products: readonly string[];
  from: Date;
  stepMs: number;
  buckets: number;
}

/**
 * Sales, refusals and lead times of the recent past. Each is one statement that asks an index for the window alone, so
 * that it costs what happened in it, however old the store is. The window is cut by this process's clock: nothing is
 * decided by it.
 */
export async function readSeries(db: Database, window: Window, now = Date.now()): Promise<Series> {
  const { bucketSeconds, buckets } = windows[window];
  const stepMs = bucketSeconds * 1_000;
  const from = new Date((Math.floor(now / stepMs) - buckets + 1) * stepMs);
  const known = await db.select({ id: product.productId }).from(product);
  const span = { products: known.map(({ id }) => id), from, stepMs, buckets };
  const [sales, news, refused, received] = await Promise.all([
    read(db, Sales, salesOf(span)),
    read(db, News, newsOf(span)),
    read(db, Refused, refusedOf(span)),
    read(db, Received, receivedOf(span)),
  ]);
  const tell = (_: unknown, index: number): Bucket => {
    const sale = sales.get(index);
    const { bucket: __, ...arrived } = received.get(index) ?? { bucket: index };
    return {
      at: new Date(from.getTime() + index * stepMs).toISOString(),
      sold: { orders: sale?.sold ?? 0, units: sale?.soldUnits ?? 0 },
      cancelled: { orders: sale?.cancelled ?? 0, units: sale?.cancelledUnits ?? 0 },
      soldOut: news.get(index)?.soldOut ?? 0,
      firstRefusals: news.get(index)?.firstRefusals ?? 0,
      refusedOrders: refused.get(index)?.orders ?? 0,
      received: "restocks" in arrived ? arrived : null,
    };
  };
  return { bucketSeconds, buckets: Array.from({ length: buckets }, tell) };
}

/** The rows of a statement by their bucket. */
async function read<Row extends { bucket: number }>(
  db: Database,
  schema: v.GenericSchema<unknown, Row>,
  statement: SQL,
): Promise<Map<number, Row>> {
  const { rows } = await db.execute(statement);
  return new Map(v.parse(v.array(schema), rows).map((row) => [row.bucket, row]));
}

/** Which bucket so many milliseconds after its begin are in; the last takes what a clock that is ahead has written. */
const inBucket = ({ stepMs, buckets }: Span, sinceMs: SQL) =>
  sql`LEAST(FLOOR(${sinceMs} / ${stepMs}), ${buckets - 1})`;

/** The sum over the rows for which a condition holds. */
const sumOf = (value: SQL | MySqlColumn, condition: SQL) =>
  sql`SUM(CASE WHEN ${condition} THEN ${value} ELSE 0 END)`;

const elapsedMs = (from: SQL, to: MySqlColumn) => sql`TIMESTAMPDIFF(MICROSECOND, ${from}, ${to}) / 1000`;

/**
 * The rows of these products. A join with `product` would say the same, but is answered by reading every entry that the
 * index has of a product: a range needs to know where it begins.
 */
const isOneOf = (column: MySqlColumn, { products }: Span) =>
  products.length > 0 ? inArray(column, [...products]) : sql`FALSE`;

/** By `ix_orders_product`, which holds all that is asked of an order: one range for each product and state. */
function salesOf(span: Span): SQL {
  const from = sql`${sql.param(span.from, orders.confirmedAt)}`;
  const isSold = sql`${orders.status} = 'confirmed'`;
  const isCancelled = sql`${orders.status} = 'cancelled'`;
  return sql`
    SELECT ${inBucket(span, elapsedMs(from, orders.confirmedAt))} AS bucket,
           ${sumOf(sql`1`, isSold)} AS sold, ${sumOf(orders.quantity, isSold)} AS soldUnits,
           ${sumOf(sql`1`, isCancelled)} AS cancelled, ${sumOf(orders.quantity, isCancelled)} AS cancelledUnits
      FROM ${orders}
     WHERE ${isOneOf(orders.productId, span)}
       AND ${orders.status} IN ('confirmed', 'cancelled') AND ${orders.confirmedAt} >= ${from}
     GROUP BY bucket`;
}

/**
 * An event's id begins with the millisecond of its making (UUID version 7, RFC 9562); that it came after it was made is
 * said for the sake of `ix_feed_type`.
 */
function newsOf(span: Span): SQL {
  const first = span.from.getTime().toString(16).padStart(12, "0").padEnd(32, "0");
  const madeAt = sql`CONV(HEX(LEFT(${feed.eventId}, 6)), 16, 10)`;
  return sql`
    SELECT ${inBucket(span, sql`(${madeAt} - ${span.from.getTime()})`)} AS bucket,
           ${sumOf(sql`1`, sql`${feed.type} = 'stock.empty'`)} AS soldOut,
           ${sumOf(sql`1`, sql`${feed.type} = 'order.refused'`)} AS firstRefusals
      FROM ${feed}
     WHERE ${feed.type} IN ('stock.empty', 'order.refused') AND ${feed.eventId} >= ${sql.param(first, feed.eventId)}
       AND ${feed.receivedAt} >= ${sql.param(span.from, feed.receivedAt)}
     GROUP BY bucket`;
}

/** By `ix_orders_announce`, for whose sake `announced_at` is asked: a refused order is never announced. */
function refusedOf(span: Span): SQL {
  const from = sql`${sql.param(span.from, orders.createdAt)}`;
  return sql`
    SELECT ${inBucket(span, elapsedMs(from, orders.createdAt))} AS bucket, COUNT(*) AS orders
      FROM ${orders}
     WHERE ${orders.status} = 'refused' AND ${orders.announcedAt} IS NULL AND ${orders.createdAt} >= ${from}
     GROUP BY bucket`;
}

/** By `ix_restock_product`, one range for each product. */
function receivedOf(span: Span): SQL {
  const from = sql`${sql.param(span.from, restock.completedAt)}`;
  const leadMs = elapsedMs(sql`${restock.requestedAt}`, restock.completedAt);
  return sql`
    SELECT ${inBucket(span, elapsedMs(from, restock.completedAt))} AS bucket, COUNT(*) AS restocks,
           ROUND(AVG(${leadMs})) AS meanMs, ROUND(MAX(${leadMs})) AS longestMs
      FROM ${restock}
     WHERE ${isOneOf(restock.productId, span)} AND ${restock.completedAt} >= ${from}
     GROUP BY bucket`;
}
