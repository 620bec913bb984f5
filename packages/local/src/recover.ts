import type { Database } from "@donut-states/core/db/client";
import { republish } from "@donut-states/core/event/outbox";
import { reannounce } from "@donut-states/core/order/announce";

/** How far back from the last sign of life the queues are filled again, in milliseconds; what is older was handled. */
const WITHIN_MS = 60 * 60_000;

/**
 * The broker on this machine forgets its queues when it stops, so what was sent lately is sent again at the next
 * start: every consumer knows what it has done already. Receipts are kept by the broker's own journal, and orders of the
 * surge lane are sent by themselves once their queue is there.
 */
export async function recover(db: Database): Promise<void> {
  await republish(db, WITHIN_MS);
  await reannounce(db, WITHIN_MS);
}
