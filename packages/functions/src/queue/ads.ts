import { followStock } from "@donut-states/core/advertising/advertising";
import type { Database } from "@donut-states/core/db/client";
import { parseEventOf } from "@donut-states/core/event/catalogue";
import { consumer } from "./consumer.ts";

const parse = (body: string) => parseEventOf(["stock.empty", "stock.replenished"], body);
type StockEvent = ReturnType<typeof parse>;

const follow = (db: Database, { data, correlationid }: StockEvent) =>
  followStock(db, data.sku, correlationid);

/** Stops and resumes advertising as products sell out and come back. */
export const handler = consumer({
  queue: "ads",
  parse,
  handle: follow,
  // What counts is the stock of now, so the latest event of a product stands for all of them.
  handleAll: async (db, events) => {
    const latest = new Map(events.map((event) => [event.data.sku, event]));
    for (const event of latest.values()) await follow(db, event);
  },
});
