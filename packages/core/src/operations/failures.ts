import { inArray } from "drizzle-orm";
import { config } from "../config.ts";
import type { Database } from "../db/client.ts";
import { newId, now } from "../db/columns.ts";
import { raiseIncident } from "../event/incident.ts";
import { commit } from "../event/outbox.ts";
import { maxReceiveCount } from "../topology.ts";
import { failure } from "./operations.sql.ts";

/** One delivery of a message that could not be processed. */
export interface Failure {
  messageId: string;
  queue: string;
  reason: string;
  /** How often SQS has handed the message out, this time included. */
  receiveCount: number;
  correlationId?: string | undefined;
}

/** How much of a reason an incident quotes; the whole of it is kept beside the message. */
const QUOTED = 800;

/** Keeps why a message failed, and raises an incident when SQS will move it to the dead-letter queue next. */
export async function recordFailure(db: Database, { correlationId, ...delivery }: Failure): Promise<void> {
  const { queue, reason, receiveCount } = delivery;
  await db
    .insert(failure)
    .values(delivery)
    .onDuplicateKeyUpdate({ set: { reason, receiveCount, failedAt: now } });
  if (receiveCount < (config.maxReceiveCount() ?? maxReceiveCount)) return;
  await commit(db, correlationId ?? newId(), async (unit) =>
    raiseIncident(unit, {
      kind: "dead_letter",
      severity: "critical",
      about: `${queue}: ${reason}`.slice(0, 120),
      message: `A message in the queue ${queue} failed ${receiveCount} times and is now a dead letter: ${reason.slice(0, QUOTED)}`,
    }),
  );
}

/** The last failure of each of these messages, by message id. */
export async function findFailures(db: Database, messageIds: readonly string[]) {
  if (messageIds.length === 0) return new Map<string, typeof failure.$inferSelect>();
  const rows = await db
    .select()
    .from(failure)
    .where(inArray(failure.messageId, [...messageIds]));
  return new Map(rows.map((row) => [row.messageId, row]));
}
