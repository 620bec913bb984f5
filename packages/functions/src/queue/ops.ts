import { parseEvent } from "@donut-states/core/event/catalogue";
import { record, recordAll } from "@donut-states/core/operations/record";
import { consumer } from "./consumer.ts";

/** Keeps everything that happens in the operations feed. */
export const handler = consumer({
  queue: "ops",
  parse: parseEvent,
  handle: record,
  handleAll: recordAll,
});
