import { and, asc, eq, gt, inArray } from "drizzle-orm";
import { isEvent, type StoreEvent } from "../../event/catalogue.ts";
import { outbox } from "../../event/event.sql.ts";
import { restock } from "../../restock/restock.sql.ts";
import { restockOf } from "../about.ts";
import type { Finding } from "../operations.schema.ts";
import { type Check, hasArrived, inMotion, minutesAgo, RECENT_MINUTES, type Scene, wrong } from "./check.ts";
import type { QueueView } from "./queueView.ts";

/** How many rows are looked at. */
const LOOKED_AT = 1_000;

/** Orders with the events that their stories have stored, in one statement. */
const withEvents = ({ db }: Scene, types: readonly string[]) =>
  db
    .select({
      order: restock,
      event: outbox.body,
      sentAt: outbox.sentAt,
      arrived: hasArrived(outbox.sentAt),
    })
    .from(restock)
    .leftJoin(outbox, and(eq(outbox.correlationId, restock.correlationId), inArray(outbox.type, [...types])))
    .$dynamic();

type Rows = Awaited<ReturnType<typeof withEvents>>;
type Order = Rows[number]["order"];

/** The rows of each order: a story may have more than one. The last one is left out where its rows were cut off. */
function byOrder(rows: Rows): [Order, Rows][] {
  const groups = new Map<string, [Order, Rows]>();
  for (const row of rows) {
    const { restockId } = row.order;
    const group = groups.get(restockId) ?? [row.order, []];
    group[1].push(row);
    groups.set(restockId, group);
  }
  const all = [...groups.values()];
  return rows.length < LOOKED_AT ? all : all.slice(0, -1);
}

const asksFor = ({ restockId, asked }: Order, event: StoreEvent | null) =>
  event !== null &&
  isEvent(event, "restock.requested") &&
  event.data.restockId === restockId &&
  event.data.attempt === asked;

/** An order that is requested must have been, or be about to be, told to its factory. */
function whereIsItsRequest(order: Order, rows: Rows, factory: QueueView | undefined): Finding | undefined {
  const row = `restock ${order.restockId}`;
  const request = rows.find(({ event }) => asksFor(order, event));
  if (!request) return wrong(row, `it was requested, but the outbox has no event of attempt ${order.asked}`);
  if (request.sentAt === null) return inMotion(row, "its request waits in the outbox");
  if (factory?.dead.some(({ Body = "" }) => restockOf(Body) === order.restockId))
    return inMotion(row, "its request is a dead letter of the factory queue: redrive it");
  if (!request.arrived || !factory || factory.waiting > 0 || factory.unseen > 0)
    return inMotion(row, "its request is on its way to the factory");
  // Its yes may not have been noted, which is no failure: the callback completes the order as it stands.
  if (order.leaseUntil !== null)
    return inMotion(row, "the factory was called, and its callback or the watchdog goes on from there");
  const sent = request.sentAt.toISOString();
  return wrong(
    row,
    `its request was published at ${sent}, but is in no queue: nothing happens until it is overdue`,
  );
}

function misfit({ restockId, quantity }: Order, rows: Rows): string | undefined {
  for (const type of ["restock.completed", "stock.replenished"] as const) {
    const told = rows.flatMap(({ event }) =>
      event !== null && isEvent(event, type) && event.data.restockId === restockId
        ? [event.data.quantity]
        : [],
    );
    if (told.length !== 1) return `it was completed, but ${type} was told ${told.length} times`;
    if (told[0] !== quantity) return `${quantity} were ordered, but ${type} tells of ${told[0]}`;
  }
  return undefined;
}

export const restockEvents: readonly Check[] = [
  {
    name: "restock_requested",
    rule: "the request of a restock order is in the outbox, on its way to the factory, or a dead letter",
    look: async (scene) => {
      const factory = scene.queues.find(({ name }) => name === "factory");
      const rows = await withEvents(scene, ["restock.requested"])
        .where(eq(restock.status, "requested"))
        .orderBy(asc(restock.restockId))
        .limit(LOOKED_AT);
      const findings = byOrder(rows).flatMap(([order, own]) => whereIsItsRequest(order, own, factory) ?? []);
      return findings.find(({ verdict }) => verdict === "wrong") ?? findings[0];
    },
  },
  {
    name: "restock_received",
    rule: "what was received lately is what was ordered, and was told once",
    look: async (scene) => {
      const rows = await withEvents(scene, ["restock.completed", "stock.replenished"])
        .where(gt(restock.completedAt, minutesAgo(RECENT_MINUTES)))
        .orderBy(asc(restock.restockId))
        .limit(LOOKED_AT);
      for (const [order, own] of byOrder(rows)) {
        const message = misfit(order, own);
        if (message !== undefined) return wrong(`restock ${order.restockId}`, message);
      }
      return undefined;
    },
  },
];
