import * as v from "valibot";
import { Envelope, parseEvent } from "../event/catalogue.ts";
import { titleOf } from "../event/eventHops.ts";
import { parseQueuedOrder } from "../order/surge/queued.ts";

const Receipt = v.object({ restockId: v.string() });
const readers = [
  (body: string) => titleOf(parseEvent(body)),
  (body: string) => {
    const { type, subject } = v.parse(Envelope, JSON.parse(body));
    return `${type} of ${subject}, with data that cannot be read`;
  },
  (body: string) => `order ${parseQueuedOrder(body).orderId}, to be decided`,
  (body: string) => `receipt of restock order ${v.parse(Receipt, JSON.parse(body)).restockId}`,
];

/** What a message is about, in a few words; null where it cannot be read. */
export function aboutOf(body: string): string | null {
  for (const read of readers)
    try {
      return read(body);
    } catch {
      // The next reader may know what this one does not.
    }
  return null;
}

const About = v.pipe(
  v.string(),
  v.parseJson(),
  v.union([
    v.pipe(
      v.object({ type: v.literal("restock.requested"), data: Receipt }),
      v.transform(({ data }) => data),
    ),
    Receipt,
  ]),
  v.transform(({ restockId }) => restockId.toLowerCase()),
  v.uuid(),
);

/** The restock order that a request or a receipt is about; undefined where a message is about none. */
export function restockOf(body: string): string | undefined {
  const found = v.safeParse(About, body);
  return found.success ? found.output : undefined;
}
