import * as v from "valibot";
import { config } from "../config.ts";
import type { Database } from "../db/client.ts";
import { Envelope } from "../event/catalogue.ts";
import { findFailures } from "./failures.ts";
import type { DeadLetter } from "./operations.schema.ts";
import type { QueueName } from "./queues.ts";
import { areSatisfied } from "./satisfied.ts";
import { peek } from "./walk.ts";

/** How many dead letters are shown; SQS hands out no more than ten at a time. */
const SHOWN = 100;

/**
 * The dead letters of a queue, each with the reason of its last failure, and whether a redrive would find its work done.
 * How often its consumer got it is told from our own record where there is one: looking into a dead-letter queue
 * counts as a receive.
 */
export async function listDeadLetters(db: Database, queue: QueueName): Promise<DeadLetter[]> {
  const messages = await peek(config.deadLetterQueueUrl(queue), SHOWN);
  const bodies = messages.map(({ Body = "" }) => Body);
  const ids = messages.map(({ MessageId = "" }) => MessageId);
  const [failures, satisfied] = await Promise.all([findFailures(db, ids), areSatisfied(db, queue, bodies)]);
  return messages.map(({ MessageId = "", Body = "", Attributes }, index) => ({
    id: MessageId,
    receiveCount: failures.get(MessageId)?.receiveCount ?? Number(Attributes?.ApproximateReceiveCount ?? 0),
    sentAt: new Date(Number(Attributes?.SentTimestamp ?? 0)).toISOString(),
    event: readable(Body),
    reason: failures.get(MessageId)?.reason ?? null,
    satisfied: satisfied[index] ?? false,
  }));
}

/** The whole event, or the raw text of what is none. */
function readable(body: string): DeadLetter["event"] {
  const event = v.safeParse(v.pipe(v.string(), v.parseJson(), Envelope), body);
  return event.success ? event.output : body;
}
