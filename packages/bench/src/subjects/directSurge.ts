import { queues } from "@donut-states/core/topology";
import type { Pool, RowDataPacket } from "mysql2/promise";
import type { Shelf, Verdict } from "../load/shop.ts";
import { everyScenario } from "../scenario.ts";
import { look } from "./direct.ts";
import { type Queue, startQueue } from "./queue.ts";
import { again, change, insertOrder, isDuplicate, rowsOf, text } from "./sql.ts";
import type { Subject } from "./subject.ts";

/** An order that is to be decided, and who waits for that. */
interface Waiting {
  id: Buffer;
  resolve: (verdict: Verdict) => void;
  reject: (error: unknown) => void;
}

/**
 * The statements of the surge lane, without our code: what the design reaches at the database. Whoever has confirmed a
 * batch reads what became of it and tells those who wait, who are in the same process.
 */
export const directSurge: Subject = {
  name: "the surge lane's statements on mysql2",
  scope: "at the database",
  kind: "baseline",
  isHeld: true,
  scenarios: everyScenario,
  open: async ({ pool }) => {
    const { batchSize, maxConcurrency } = queues.orders;
    const queue = startQueue<Waiting>((batch) => tell(pool, batch), batchSize, maxConcurrency);
    return {
      buy: (shelf, key) => buy(pool, queue, shelf, key),
      close: () => queue.stop(),
    };
  },
};

async function buy(pool: Pool, queue: Queue<Waiting>, shelf: Shelf, key: string): Promise<Verdict> {
  for (;;) {
    const view = await look(pool, shelf, key);
    if (view?.status === "confirmed") return { sold: true, orderId: text(view.order_id) };
    if (view?.status === "pending") return decided(queue, view.order_id);
    if (view === undefined || view.stock < 1) return { sold: false };
    try {
      return await decided(queue, await insertOrder(pool, shelf, key, "pending", "surge"));
    } catch (error) {
      if (!isDuplicate(error)) throw error;
    }
  }
}

const decided = (queue: Queue<Waiting>, id: Buffer) =>
  new Promise<Verdict>((resolve, reject) => queue.put({ id, resolve, reject }));

async function tell(pool: Pool, batch: readonly Waiting[]): Promise<void> {
  try {
    const confirmed = await decide(
      pool,
      batch.map(({ id }) => id),
    );
    for (const { id, resolve } of batch) {
      const orderId = text(id);
      resolve(confirmed.has(orderId) ? { sold: true, orderId } : { sold: false });
    }
  } catch (error) {
    for (const { reject } of batch) reject(error);
  }
}

/** Confirms as many as there are units for, first come first served, refuses the others, and returns which are confirmed. */
async function decide(pool: Pool, ids: readonly Buffer[]): Promise<ReadonlySet<string>> {
  await confirm(pool, ids);
  for (;;) {
    const claims = await rowsOf(pool, CLAIMS, [ids]);
    const pending = claims.filter(({ status }) => status === "pending");
    const before = (at: number) =>
      pending.slice(0, at).filter(({ product_id: id }) => pending[at]?.product_id.equals(id)).length;
    if (pending.length === 0)
      return new Set(claims.flatMap((claim) => (claim.status === "confirmed" ? [text(claim.order_id)] : [])));
    const served = pending.filter(({ stock }, at) => before(at) < stock);
    const left = pending.filter((claim) => !served.includes(claim));
    if (served.length > 0) await confirm(pool, idsOf(served));
    if (left.length > 0) await refuse(pool, idsOf(left));
  }
}

const idsOf = (claims: readonly RowDataPacket[]): Buffer[] => claims.map(({ order_id: id }) => id);

const CLAIMS = `SELECT o.order_id, o.status, o.product_id, p.stock
  FROM orders o JOIN product p ON p.product_id = o.product_id WHERE o.order_id IN (?) ORDER BY o.order_id`;

const confirm = (pool: Pool, ids: readonly Buffer[]) =>
  again(() =>
    change(
      pool,
      `UPDATE (SELECT s.product_id, SUM(s.quantity) AS units FROM orders s FORCE INDEX (PRIMARY)
                WHERE s.order_id IN (?) AND s.lane = 'surge' AND s.status = 'pending' GROUP BY s.product_id) t
              STRAIGHT_JOIN product p FORCE INDEX (PRIMARY) ON p.product_id = t.product_id
              STRAIGHT_JOIN orders o FORCE INDEX (PRIMARY) ON o.product_id = p.product_id
          SET p.stock = p.stock - t.units, o.status = 'confirmed', o.confirmed_at = CURRENT_TIMESTAMP(3)
        WHERE o.order_id IN (?) AND o.lane = 'surge' AND o.status = 'pending' AND p.stock >= t.units`,
      [ids, ids],
    ),
  );

const refuse = (pool: Pool, ids: readonly Buffer[]) =>
  again(() =>
    change(
      pool,
      `UPDATE orders o JOIN product p ON p.product_id = o.product_id
          SET o.status = 'refused', o.refused_at = CURRENT_TIMESTAMP(3), o.idem_key = LOWER(HEX(o.order_id))
        WHERE o.order_id IN (?) AND o.status = 'pending' AND p.stock < o.quantity`,
      [ids],
    ),
  );
