import * as v from "valibot";
import { config } from "../config.ts";
import type { Database } from "../db/client.ts";
import { Envelope } from "../event/catalogue.ts";
import { findFailures } from "./failures.ts";
import type { DeadLetter } from "./operations.schema.ts";
import { peek, type QueueName } from "./queues.ts";

/** How many dead letters are shown; SQS hands out no more than ten at a time. */
const SHOWN = 100;

/**
 * The dead letters of a queue, each with the reason of its last failure. How often its consumer got it is told from our
 * own record where there is one: looking into a dead-letter queue counts as a receive.
 */
export async function listDeadLetters(db: Database, queue: QueueName): Promise<DeadLetter[]> {
  const messages = await peek(config.deadLetterQueueUrl(queue), SHOWN);
  const failures = await findFailures(
    db,
    messages.flatMap((message) => message.MessageId ?? []),
  );
  return messages.map(({ MessageId = "", Body = "", Attributes }) => ({
    id: MessageId,
    receiveCount: failures.get(MessageId)?.receiveCount ?? Number(Attributes?.ApproximateReceiveCount ?? 0),
    sentAt: new Date(Number(Attributes?.SentTimestamp ?? 0)).toISOString(),
    event: readable(Body),
    reason: failures.get(MessageId)?.reason ?? null,
  }));
}

/** The whole event, or the raw text of what is none. */
function readable(body: string): DeadLetter["event"] {
  const event = v.safeParse(v.pipe(v.string(), v.parseJson(), Envelope), body);
  return event.success ? event.output : body;
}
