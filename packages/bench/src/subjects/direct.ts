import type { Pool } from "mysql2/promise";
import type { Shelf, Verdict } from "../load/shop.ts";
import { everyScenario } from "../scenario.ts";
import { change, first, insertOrder, isDuplicate, text } from "./sql.ts";
import type { Subject } from "./subject.ts";

/**
 * The statements of our checkout, without our code: straight on mysql2, whose protocol needs neither driver nor gateway. What
 * both cost is the difference.
 */
export const direct: Subject = {
  name: "the same statements on mysql2",
  scope: "at the database",
  kind: "baseline",
  isHeld: true,
  scenarios: everyScenario,
  open: async ({ pool }) => ({
    buy: (shelf, key) => buy(pool, shelf, key),
    close: () => Promise.resolve(),
  }),
};

async function buy(pool: Pool, shelf: Shelf, key: string): Promise<Verdict> {
  for (;;) {
    const view = await look(pool, shelf, key);
    if (view?.status === "confirmed") return { sold: true, orderId: text(view.order_id) };
    if (view?.status === "pending") await settle(pool, view.order_id);
    else if (view === undefined || view.stock < 1) return { sold: false };
    else {
      try {
        await settle(pool, await insertOrder(pool, shelf, key, "pending"));
      } catch (error) {
        if (!isDuplicate(error)) throw error;
      }
    }
  }
}

/** The one read of a checkout: the product, its open restock order, and the order of this key. */
export const look = (pool: Pool, { sku }: Shelf, key: string) =>
  first(
    pool,
    `SELECT p.*, r.restock_id, r.status AS restock_status, r.expected_at, o.order_id, o.request_hash, o.status
       FROM product p LEFT JOIN restock r ON r.open_key = p.product_id LEFT JOIN orders o ON o.idem_key = ?
      WHERE p.sku = ?`,
    [key, sku],
  );

async function settle(pool: Pool, orderId: Buffer): Promise<void> {
  const confirmed = await change(
    pool,
    `UPDATE orders o JOIN product p ON p.product_id = o.product_id
        SET p.stock = p.stock - o.quantity, o.status = 'confirmed', o.confirmed_at = CURRENT_TIMESTAMP(3)
      WHERE o.order_id = ? AND o.status = 'pending' AND p.stock >= o.quantity`,
    [orderId],
  );
  if (confirmed === 0)
    await change(pool, "DELETE FROM orders WHERE order_id = ? AND status = 'pending'", [orderId]);
}
