import { and, asc, eq, gt, inArray, isNull, lt } from "drizzle-orm";
import { outbox } from "../../event/event.sql.ts";
import { orders, soldStatuses } from "../../order/order.sql.ts";
import { feed } from "../operations.sql.ts";
import type { Finding } from "../operations.schema.ts";
import {
  ARRIVED_MINUTES,
  type Check,
  inMotion,
  isLate,
  minutesAgo,
  movedBy,
  RECENT_MINUTES,
  type Scene,
  wrong,
} from "./check.ts";

/** An event that is not in the feed may still be on its way there. */
function missing({ queues }: Scene, row: string): Finding {
  const ops = queues.find(({ name }) => name === "ops");
  const where = "it was published, but has not reached the feed";
  if (!ops || ops.waiting > 0) return inMotion(row, `${where}: the ops queue is being worked on`);
  if (ops.dead.length + ops.unseen > 0)
    return inMotion(row, `${where}: see the dead letters of the ops queue`);
  return wrong(row, `${where}, and neither the ops queue nor its dead letters have it`);
}

const lately = (time: typeof outbox.sentAt | typeof orders.announcedAt) =>
  and(gt(time, minutesAgo(RECENT_MINUTES)), lt(time, minutesAgo(ARRIVED_MINUTES)), isNull(feed.eventId));

export const events: readonly Check[] = [
  {
    name: "outbox_drained",
    rule: "every event of the outbox is published",
    look: async ({ db }) => {
      const [found] = await db
        .select({ id: outbox.eventId, type: outbox.type, late: isLate(outbox.createdAt) })
        .from(outbox)
        .where(isNull(outbox.sentAt))
        .orderBy(asc(outbox.createdAt))
        .limit(1);
      return found && movedBy("relay", `event ${found.id}`, `${found.type} has waited`, found.late);
    },
  },
  {
    name: "events_received",
    rule: "every event that was published lately is in the feed of operations",
    look: async (scene) => {
      const [found] = await scene.db
        .select({ id: outbox.eventId, type: outbox.type })
        .from(outbox)
        .leftJoin(feed, eq(feed.eventId, outbox.eventId))
        .where(lately(outbox.sentAt))
        .orderBy(asc(outbox.eventId))
        .limit(1);
      return found && missing(scene, `event ${found.id} (${found.type})`);
    },
  },
  {
    name: "sales_received",
    rule: "every sale that was announced lately is in the feed of operations",
    look: async (scene) => {
      const [found] = await scene.db
        .select({ id: orders.orderId })
        .from(orders)
        .leftJoin(feed, eq(feed.eventId, orders.orderId))
        .where(and(inArray(orders.status, soldStatuses), lately(orders.announcedAt)))
        .orderBy(asc(orders.orderId))
        .limit(1);
      return found && missing(scene, `order ${found.id}`);
    },
  },
];
