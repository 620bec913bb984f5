import { and, inArray, isNull, lt, sql } from "drizzle-orm";
import { config } from "../config.ts";
import type { Database, Transaction } from "../db/client.ts";
import { fromNow, newId, now } from "../db/columns.ts";
import { raiseIncident } from "../event/incident.ts";
import { commit } from "../event/outbox.ts";
import { maxReceiveCount } from "../topology.ts";
import { failure } from "./operations.sql.ts";
import type { Message } from "./queues.ts";

/** One delivery of a message that could not be processed. */
export interface Failure {
  messageId: string;
  queue: string;
  reason: string;
  /** How often SQS has handed the message out, this time included. */
  receiveCount: number;
  correlationId?: string | undefined;
}

const ID = /[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/gi;

/** What messages of one cause have in common: the same trouble with another order is no other cause. */
export const causeOf = (reason: string) => reason.replaceAll(ID, "…");

/** How much of a reason an incident quotes; the whole of it is kept beside the message. */
export const QUOTED = 800;

const lastReceive = () => config.maxReceiveCount() ?? maxReceiveCount;

/**
 * How often its consumer was given a dead letter, where no consumer said. SQS counts receives across all queues
 * (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html), so the look that
 * found it is one of them; earlier looks may be, too, and then it is the most that it can have been.
 */
export const deliveriesOf = ({ Attributes }: Message): number =>
  Math.min(lastReceive(), Math.max(0, Number(Attributes?.ApproximateReceiveCount ?? 1) - 1));

/** Keeps why a message failed, and raises an incident when SQS will move it to the dead-letter queue next. */
export async function recordFailure(db: Database, delivery: Failure): Promise<void> {
  const { messageId, queue, reason, receiveCount, correlationId } = delivery;
  await db
    .insert(failure)
    .values(delivery)
    .onDuplicateKeyUpdate({ set: { reason, receiveCount, failedAt: now, seenAt: now } });
  if (receiveCount < lastReceive()) return;
  const message = `A message in the queue ${queue} failed ${receiveCount} times and is now a dead letter: ${reason.slice(0, QUOTED)}`;
  await tell(db, { queue, reason, message, messageIds: [messageId], correlationId });
}

interface Death {
  queue: string;
  reason: string;
  message: string;
  messageIds: readonly string[];
  correlationId?: string | undefined;
}

/**
 * Raises the incident of dead letters that share a cause, unless operations were told of each of them before. Their
 * failures must have been kept: the mark is set there, in the transaction of the incident.
 */
export async function tell(db: Database, death: Death): Promise<void> {
  const { queue, reason, message, messageIds, correlationId = newId() } = death;
  await commit(db, correlationId, async (unit) => {
    if ((await markTold(unit.tx, messageIds)) === 0) return;
    const about = `${queue}: ${causeOf(reason)}`.slice(0, 120);
    raiseIncident(unit, { kind: "dead_letter", severity: "critical", about, message });
  });
}

async function markTold(tx: Transaction, messageIds: readonly string[]): Promise<number> {
  const { rowsAffected } = await tx
    .update(failure)
    .set({ toldAt: now })
    .where(and(inArray(failure.messageId, [...messageIds]), isNull(failure.toldAt)));
  return rowsAffected;
}

/** Keeps that messages are dead of which no consumer could say why; what one did say stays. */
export async function recordDeaths(db: Database, deaths: readonly Failure[]): Promise<void> {
  await db
    .insert(failure)
    .values([...deaths])
    .onDuplicateKeyUpdate({ set: { messageId: sql`${failure.messageId}` } });
}

/** How exactly it is known when a message was last seen, in milliseconds: a look a minute need not write each time. */
const SEEN_EVERY_MS = 24 * 60 * 60_000;

/** Notes that these messages are still there, so that why they failed is kept. */
export async function noteSeen(db: Database, messageIds: readonly string[]): Promise<void> {
  if (messageIds.length === 0) return;
  await db
    .update(failure)
    .set({ seenAt: now })
    .where(and(inArray(failure.messageId, [...messageIds]), lt(failure.seenAt, fromNow(-SEEN_EVERY_MS))));
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
