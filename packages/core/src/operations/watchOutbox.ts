import type { Database } from "../db/client.ts";
import { newId } from "../db/columns.ts";
import { storeEvent } from "../event/catalogue.ts";
import { outboxAgeSeconds } from "../event/outbox.ts";
import { record } from "./record.ts";

/** Seconds: the relay passes every minute, so what has waited longer than this was refused. */
const STUCK_AFTER_S = 150;

/**
 * Tells operations that events are not published. This incident alone is recorded past the topic, which is what does not
 * work; mail and webhook need none.
 */
export async function watchOutbox(db: Database): Promise<void> {
  const age = await outboxAgeSeconds(db);
  if (age < STUCK_AFTER_S) return;
  const message = `Events have waited for ${age} s: SNS does not take them, or the relay does not run. Nothing is lost.`;
  const about = { subject: "outbox", correlationId: newId() };
  await record(
    db,
    storeEvent("incident.raised", about, {
      kind: "outbox_stuck",
      severity: "critical",
      about: "outbox",
      message,
    }),
  );
}
