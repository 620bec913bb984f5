import { parseEventOf } from "@donut-states/core/event/catalogue";
import { dispatch } from "@donut-states/core/restock/dispatch";
import { consumer } from "./consumer.ts";

/** Passes restock orders on to the factory. */
export const handler = consumer({
  queue: "factory",
  parse: (body) => parseEventOf(["restock.requested"], body),
  handle: dispatch,
});
