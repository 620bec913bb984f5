import { isObject, parseJson } from "../messaging/json.ts";

/** The distinct `correlationid`s of those bodies that are CloudEvents in structured JSON, in order. */
export function correlationIdsOf(bodies: readonly string[]): string[] {
  const ids = bodies
    .map(parseJson)
    .map((event) => (isObject(event) && "specversion" in event ? event["correlationid"] : null));
  return [...new Set(ids.filter((id) => typeof id === "string"))];
}
