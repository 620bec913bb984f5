import { and, eq, gt, isNull, ne, sql } from "drizzle-orm";
import { orders } from "../../order/order.sql.ts";
import { product } from "../../product/product.sql.ts";
import { reservation } from "../../reservation/reservation.sql.ts";
import { type Check, inMotion, minutesAgo, RECENT_MINUTES, wrong } from "./check.ts";

const claimed = sql<number>`COALESCE((SELECT SUM(quantity) FROM ${reservation} r
  WHERE r.product_id = product.product_id AND r.status = 'waiting'), 0)`.mapWith(Number);

const fulfilledLately = and(
  eq(reservation.status, "fulfilled"),
  gt(reservation.closedAt, minutesAgo(RECENT_MINUTES)),
);

export const reservations: readonly Check[] = [
  {
    name: "line_adds_up",
    rule: "a product's waiting units are those of its waiting reservations",
    look: async ({ db }) => {
      const [found] = await db
        .select({ sku: product.sku, waiting: product.waiting, claimed })
        .from(product)
        .where(ne(product.waiting, claimed))
        .limit(1);
      return (
        found &&
        wrong(`product ${found.sku}`, `${found.waiting} wait, but its reservations claim ${found.claimed}`)
      );
    },
  },
  {
    name: "reservation_ordered",
    rule: "what was fulfilled lately is an order of the same product and quantity",
    look: async ({ db }) => {
      const [found] = await db
        .select({ id: reservation.reservationId })
        .from(reservation)
        .leftJoin(
          orders,
          and(
            eq(orders.orderId, reservation.reservationId),
            eq(orders.productId, reservation.productId),
            eq(orders.quantity, reservation.quantity),
            ne(orders.status, "pending"),
          ),
        )
        .where(and(fulfilledLately, isNull(orders.orderId)))
        .limit(1);
      return found && wrong(`reservation ${found.id}`, "it is fulfilled but has no such order");
    },
  },
  {
    name: "line_in_order",
    rule: "nobody was served lately before one who stood ahead and stayed",
    look: async ({ db }) => {
      // The next one is looked for when the one before is closed, so times and places go the same way.
      const [found] = await db
        .select({ id: reservation.reservationId })
        .from(reservation)
        .where(
          and(
            fulfilledLately,
            sql`EXISTS (SELECT 1 FROM ${reservation} ahead
              WHERE ahead.product_id = ${reservation.productId} AND ahead.status IN ('waiting', 'fulfilled')
                AND ahead.place < ${reservation.place}
                AND (ahead.status = 'waiting' OR ahead.closed_at > ${reservation.closedAt}))`,
          ),
        )
        .limit(1);
      return found && wrong(`reservation ${found.id}`, "it was served before one that stood ahead of it");
    },
  },
  {
    name: "line_served",
    rule: "the head of a line is served as soon as the shelf has enough for it",
    look: async ({ db }) => {
      const [found] = await db
        .select({ id: reservation.reservationId })
        .from(reservation)
        .innerJoin(product, eq(product.productId, reservation.productId))
        .where(
          and(
            eq(reservation.status, "waiting"),
            sql`${product.stock} >= ${reservation.quantity}`,
            sql`${reservation.place} = (SELECT MIN(place) FROM ${reservation} ahead
              WHERE ahead.product_id = ${reservation.productId} AND ahead.status = 'waiting')`,
          ),
        )
        .limit(1);
      return (
        found &&
        inMotion(`reservation ${found.id}`, "its goods are there: the watchdog serves it at its next tick")
      );
    },
  },
];
