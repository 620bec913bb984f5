import type { Change } from "./plant.ts";

/** A mistake that systems like this make, as a change of the product's sources. */
export interface Bug {
  /** What is wrong then. */
  readonly name: string;
  readonly changes: readonly Change[];
  /** The name of the fault under which it shows. */
  readonly fault: string;
  /** The invariants of which at least one must catch it. */
  readonly caughtBy: readonly `I${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9}`[];
}

const outbox = "packages/core/src/event/outbox.ts";
const consider = "packages/core/src/restock/consider.ts";
const dispatch = "packages/core/src/restock/dispatch.ts";
const receive = "packages/core/src/restock/receive.ts";
const intent = "packages/core/src/order/intent.ts";
const together = "packages/core/src/order/surge/together.ts";
const adjust = "packages/core/src/stock/adjust.ts";
const watchdog = "packages/functions/src/cron/watchdog.ts";

const readStock = `
  const [before] = await db.select({ stock: product.stock }).from(product)
    .innerJoin(orders, eq(orders.productId, product.productId))
    .where(eq(orders.orderId, orderId));`;
const confirmHead =
  "export async function confirm(db: Database, orderId: string): Promise<number | undefined> {";

/** Each of them must be caught, or the suite proves nothing. */
export const bugs = {
  noOutbox: {
    name: "events are published without being stored",
    changes: [{ file: outbox, from: "if (events.length > 0) await store(tx, events, leaseUntil);", to: "" }],
    fault: "sns-refuses",
    caughtBy: ["I8"],
  },
  publishFailureIgnored: {
    name: "events are marked as sent though publishing failed",
    changes: [
      {
        file: outbox,
        from: "const taken = await publish(events);",
        to: "const taken = await publish(events).catch(() => events.map((event) => event.id));",
      },
    ],
    fault: "sns-refuses",
    caughtBy: ["I8"],
  },
  callbackCountsAlways: {
    name: "a callback counts every time it comes",
    changes: [
      { file: receive, from: "if (found.row.completedAt !== null)", to: "if (false)" },
      { file: receive, from: "AND r.completed_at IS NULL AND", to: "AND" },
      {
        file: receive,
        from: "if (await credit(unit.tx, receipt, openStatuses))",
        to: 'if (await credit(unit.tx, receipt, [...openStatuses, "completed"]))',
      },
    ],
    fault: "factory-double",
    caughtBy: ["I2", "I4"],
  },
  bodyBelieved: {
    name: "the quantity in the callback is believed",
    changes: [
      {
        file: receive,
        from: "p.stock = p.stock + r.quantity,",
        to: "p.stock = p.stock + COALESCE(${receipt.claimed ?? null}, r.quantity),",
      },
    ],
    fault: "factory-wrong-count",
    caughtBy: ["I2", "I5"],
  },
  noWatchdog: {
    name: "there is no watchdog",
    changes: [{ file: watchdog, from: "=> watchOver(await database());", to: "=> {};" }],
    fault: "factory-silent",
    caughtBy: ["I7"],
  },
  secondOrder: {
    name: "a second restock order opens while one is open",
    changes: [
      {
        file: consider,
        from: "'requested', product_id, ${correlationId}",
        to: "'requested', NULL, ${correlationId}",
      },
    ],
    fault: "nothing",
    caughtBy: ["I3"],
  },
  adjustmentWithoutRow: {
    name: "an adjustment moves the stock without its row in the ledger",
    changes: [{ file: adjust, from: "await unit.tx.insert(adjustment).values(row);", to: "" }],
    fault: "nothing",
    caughtBy: ["I2"],
  },
  readThenWrite: {
    name: "a sale reads the stock, and writes it later",
    changes: [
      { file: intent, from: confirmHead, to: `${confirmHead}${readStock}` },
      {
        file: intent,
        from: "SET p.stock = IF(${leavesPlenty}, LAST_INSERT_ID(${unclaimed} - o.quantity) + p.waiting, p.stock - o.quantity),",
        to: "SET p.stock = ${before?.stock ?? 0} - o.quantity,",
      },
      {
        file: intent,
        from: "AND ${available} >= o.quantity`",
        to: "AND ${before?.stock ?? 0} >= o.quantity`",
      },
    ],
    fault: "nothing",
    caughtBy: ["I2"],
  },
  batchCountedAgain: {
    name: "a batch of the surge lane that comes again is counted again",
    changes: [
      {
        file: together,
        from: "AND s.lane = 'surge' AND s.status = 'pending' GROUP BY",
        to: "AND s.lane = 'surge' AND s.status <> 'refused' GROUP BY",
      },
      {
        file: together,
        from: "AND o.lane = 'surge' AND o.status = 'pending' AND ${available} >= t.units",
        to: "AND o.lane = 'surge' AND o.status <> 'refused' AND ${available} >= t.units",
      },
    ],
    fault: "surge-again",
    caughtBy: ["I2"],
  },
  unclaimedCall: {
    name: "the factory is called whether the call was claimed or not",
    changes: [
      {
        file: dispatch,
        from: "if (!(await claim(db, restockId, leaseMs))) return refuseWhileLeased(db, restockId);",
        to: "await claim(db, restockId, leaseMs);",
      },
    ],
    fault: "events-thrice",
    caughtBy: ["I9"],
  },
} as const satisfies Record<string, Bug>;

export type BugName = keyof typeof bugs;
