import { followStock } from "@donut-states/core/advertising/advertising";
import { parseEventOf } from "@donut-states/core/event/catalogue";
import { consumer } from "./consumer.ts";

/** Stops and resumes advertising as products sell out and come back. */
export const handler = consumer({
  queue: "ads",
  parse: (body) => parseEventOf(["stock.empty", "stock.replenished"], body),
  handle: (db, event) => followStock(db, event.data.sku, event.correlationid),
});
