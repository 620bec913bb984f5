import { sql } from "drizzle-orm";
import * as v from "valibot";
import type { Database } from "../db/client.ts";
import { outbox } from "../event/event.sql.ts";
import { mail } from "../mail/mail.sql.ts";
import { orders } from "../order/order.sql.ts";
import { available } from "../product/available.ts";
import { advertisement, product } from "../product/product.sql.ts";
import { restock } from "../restock/restock.sql.ts";
import { incident } from "./operations.sql.ts";
import type { Summary } from "./operations.schema.ts";

const Count = v.pipe(v.unknown(), v.transform(Number), v.integer());

const Counts = v.object({
  products: Count,
  soldOut: Count,
  openRestocks: Count,
  overdue: Count,
  completed: Count,
  failed: Count,
  running: Count,
  stopped: Count,
  incidents: Count,
  waitingEvents: Count,
  oldestEvent: v.nullable(Count),
  waitingMail: Count,
});

const Sold = v.object({ confirmed: Count, units: Count });
type Sold = v.InferOutput<typeof Sold>;

/** So many orders are counted anew each time. */
const COUNTED_ANEW = 10_000;
/** Above that a count is kept for so long, so that counting takes a few hundredths of the time however many there are. */
const KEPT_MS_PER_ORDER = 0.05;

const counts = new WeakMap<Database, { sold: Sold; until: number }>();

/** What was sold so far. Of many orders it may be some seconds old: 15 s of 300,000. */
async function countSold(db: Database): Promise<Sold> {
  const counted = counts.get(db);
  if (counted && performance.now() < counted.until) return counted.sold;
  const { rows } = await db.execute(sql`
    SELECT COUNT(*) AS confirmed, COALESCE(SUM(o.quantity), 0) AS units
      FROM ${product} p JOIN ${orders} o ON o.product_id = p.product_id AND o.status = 'confirmed'`);
  const sold = v.parse(Sold, rows[0]);
  const keptMs = sold.confirmed > COUNTED_ANEW ? sold.confirmed * KEPT_MS_PER_ORDER : 0;
  counts.set(db, { sold, until: performance.now() + keptMs });
  return sold;
}

/** The advertisements of products on sale that run, or that are stopped. */
const advertisements = (isRunning: boolean) => sql`
  SELECT COUNT(DISTINCT a.ad_id) FROM ${product} p JOIN ${advertisement} a ON a.ad_id = p.ad_id
   WHERE NOT p.retired AND a.status = ${isRunning}`;

/** The general picture of the store: what changes by the second in one statement and so of one moment, and what was sold. */
export async function summarize(db: Database): Promise<Summary> {
  const sold = await countSold(db);
  const { rows } = await db.execute(sql`
    SELECT (SELECT COUNT(*) FROM ${product} WHERE NOT retired) AS products,
           (SELECT COUNT(*) FROM ${product} WHERE NOT retired AND ${available} = 0) AS soldOut,
           (SELECT COUNT(*) FROM ${restock} WHERE open_key IS NOT NULL) AS openRestocks,
           (SELECT COUNT(*) FROM ${restock} WHERE status = 'overdue') AS overdue,
           (SELECT COUNT(*) FROM ${restock} WHERE status = 'completed') AS completed,
           (SELECT COUNT(*) FROM ${restock} WHERE status = 'failed') AS failed,
           (${advertisements(true)}) AS running,
           (${advertisements(false)}) AS stopped,
           (SELECT COUNT(*) FROM ${incident} WHERE status = 'open') AS incidents,
           (SELECT COUNT(*) FROM ${outbox} WHERE sent_at IS NULL) AS waitingEvents,
           (SELECT TIMESTAMPDIFF(SECOND, MIN(created_at), CURRENT_TIMESTAMP(3)) FROM ${outbox}
             WHERE sent_at IS NULL) AS oldestEvent,
           (SELECT COUNT(*) FROM ${mail} WHERE sent_at IS NULL) AS waitingMail`);
  const found = v.parse(Counts, rows[0]);
  return {
    products: { total: found.products, soldOut: found.soldOut },
    orders: sold,
    restocks: {
      open: found.openRestocks,
      overdue: found.overdue,
      completed: found.completed,
      failed: found.failed,
    },
    advertisements: { running: found.running, stopped: found.stopped },
    incidents: { open: found.incidents },
    outbox: { waiting: found.waitingEvents, oldestAgeSeconds: found.oldestEvent },
    mail: { waiting: found.waitingMail },
  };
}
