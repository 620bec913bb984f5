import type { Database } from "../db/client.ts";
import { listBalances } from "../stock/balances.ts";
import type { Check, Scene } from "./audit/check.ts";
import { events } from "./audit/events.ts";
import { incidents } from "./audit/incidents.ts";
import { order } from "./audit/orders.ts";
import { queues } from "./audit/queues.ts";
import { viewQueues } from "./audit/queueView.ts";
import { reservations } from "./audit/reservations.ts";
import { restockEvents } from "./audit/restockEvents.ts";
import { restocks } from "./audit/restocks.ts";
import { stock } from "./audit/stock.ts";
import type { Audit } from "./operations.schema.ts";

const checks: readonly Check[] = [
  ...stock,
  ...order,
  ...reservations,
  ...restocks,
  ...restockEvents,
  ...events,
  ...incidents,
  ...queues,
];

/**
 * Compares orders, ledger, waiting lines, restock orders, outbox, feed, incidents and what the queues hold, and names of each rule the
 * first row that does not fit. What goes on meanwhile is told as in motion and makes nothing wrong.
 */
export async function audit(db: Database): Promise<Audit> {
  const scene: Scene = { db, queues: await viewQueues(), products: await listBalances(db) };
  const looks = await Promise.all(
    checks.map(async ({ name, rule, look }) => ({ name, rule, finding: (await look(scene)) ?? null })),
  );
  const ok = looks.every(({ finding }) => finding?.verdict !== "wrong");
  return { ok, products: scene.products.slice(), checks: looks };
}
