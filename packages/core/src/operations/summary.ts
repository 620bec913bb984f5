import { sql } from "drizzle-orm";
import * as v from "valibot";
import type { Database } from "../db/client.ts";
import { outbox } from "../event/event.sql.ts";
import { mail } from "../mail/mail.sql.ts";
import { orders } from "../order/order.sql.ts";
import { product } from "../product/product.sql.ts";
import { restock } from "../restock/restock.sql.ts";
import { incident } from "./operations.sql.ts";
import type { Summary } from "./operations.schema.ts";

const Count = v.pipe(v.unknown(), v.transform(Number), v.integer());

const Counts = v.object({
  products: Count,
  soldOut: Count,
  confirmed: Count,
  units: Count,
  openRestocks: Count,
  overdue: Count,
  completed: Count,
  failed: Count,
  incidents: Count,
  waitingEvents: Count,
  oldestEvent: v.nullable(Count),
  waitingMail: Count,
});

/** The general picture of the store, in one statement and so of one moment. */
export async function summarize(db: Database): Promise<Summary> {
  const { rows } = await db.execute(sql`
    SELECT (SELECT COUNT(*) FROM ${product}) AS products,
           (SELECT COUNT(*) FROM ${product} WHERE stock = 0) AS soldOut,
           (SELECT COUNT(*) FROM ${orders} WHERE status = 'confirmed') AS confirmed,
           (SELECT COALESCE(SUM(quantity), 0) FROM ${orders} WHERE status = 'confirmed') AS units,
           (SELECT COUNT(*) FROM ${restock} WHERE open_key IS NOT NULL) AS openRestocks,
           (SELECT COUNT(*) FROM ${restock} WHERE status = 'overdue') AS overdue,
           (SELECT COUNT(*) FROM ${restock} WHERE status = 'completed') AS completed,
           (SELECT COUNT(*) FROM ${restock} WHERE status = 'failed') AS failed,
           (SELECT COUNT(*) FROM ${incident} WHERE status = 'open') AS incidents,
           (SELECT COUNT(*) FROM ${outbox} WHERE sent_at IS NULL) AS waitingEvents,
           (SELECT TIMESTAMPDIFF(SECOND, MIN(created_at), CURRENT_TIMESTAMP(3)) FROM ${outbox}
             WHERE sent_at IS NULL) AS oldestEvent,
           (SELECT COUNT(*) FROM ${mail} WHERE sent_at IS NULL) AS waitingMail`);
  const counts = v.parse(Counts, rows[0]);
  return {
    products: { total: counts.products, soldOut: counts.soldOut },
    orders: { confirmed: counts.confirmed, units: counts.units },
    restocks: {
      open: counts.openRestocks,
      overdue: counts.overdue,
      completed: counts.completed,
      failed: counts.failed,
    },
    incidents: { open: counts.incidents },
    outbox: { waiting: counts.waitingEvents, oldestAgeSeconds: counts.oldestEvent },
    mail: { waiting: counts.waitingMail },
  };
}
