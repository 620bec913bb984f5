import * as v from "valibot";
import { catalogue, Envelope, type EventType, eventTypes } from "@donut-states/core/event/catalogue";

export { Envelope };

const event = <T extends EventType>(type: T) =>
  v.object({ ...Envelope.entries, type: v.literal(type), data: catalogue[type] });

/** Each event of the catalogue with the data that its type names. */
export const events = Object.fromEntries(eventTypes.map((type) => [type, event(type)]));

/** Any event of the store. */
export const CloudEvent = v.union(Object.values(events));
