import { isObject, parseJson } from "../messaging/json.ts";

/** The distinct `correlationid`s of the bodies that are CloudEvents, the restock order's id of a receipt, in order. */
export function correlationIdsOf(bodies: readonly string[]): string[] {
  const ids = bodies
    .map(parseJson)
    .map((message) => (isObject(message) ? (message["correlationid"] ?? message["restockId"]) : null));
  return [...new Set(ids.filter((id) => typeof id === "string"))];
}
