import * as v from "valibot";
import { config } from "../config.ts";
import type { Database } from "../db/client.ts";
import type { Page } from "../db/page.ts";
import { Envelope } from "../event/catalogue.ts";
import { correlationOf } from "../event/correlation.ts";
import { aboutOf } from "./about.ts";
import { deliveriesOf, findFailures } from "./failures.ts";
import type { DeadLetter, DeadLetters } from "./operations.schema.ts";
import { depth, type Message, type QueueName } from "./queues.ts";
import { areSatisfied } from "./satisfied.ts";
import { peek } from "./walk.ts";

/** How many dead letters are looked at; SQS hands out no more than ten at a time, and each has to be given back. */
const LOOKED_AT = 500;

/**
 * A page of the dead letters of a queue, each with the reason of its last failure, and whether a redrive would find its
 * work done. SQS cannot page: each page looks at all of them again, as many as can be had, and they come in the order of
 * their ids, so that one that is gone by then still has its place. Where more are counted than were seen, the page is
 * approximate. How often its consumer got a message is told from our own record where there is one, else as far as it
 * can be told: looking into a dead-letter queue counts as a receive.
 */
export async function listDeadLetters(
  db: Database,
  queue: QueueName,
  { limit, cursor = "" }: Page,
): Promise<DeadLetters> {
  const url = config.deadLetterQueueUrl(queue);
  const seen = await peek(url, LOOKED_AT);
  const { visible, inFlight } = await depth(url);
  const page = seen
    .filter(({ MessageId = "" }) => MessageId > cursor)
    .toSorted((a, b) => (String(a.MessageId) < String(b.MessageId) ? -1 : 1))
    .slice(0, limit);
  return { messages: await explain(db, queue, page), approximate: visible + inFlight > seen.length };
}

async function explain(db: Database, queue: QueueName, messages: readonly Message[]): Promise<DeadLetter[]> {
  const bodies = messages.map(({ Body = "" }) => Body);
  const ids = messages.map(({ MessageId = "" }) => MessageId);
  const [failures, satisfied] = await Promise.all([findFailures(db, ids), areSatisfied(db, queue, bodies)]);
  return messages.map((message, index) => {
    const { MessageId = "", Body = "", Attributes } = message;
    const failure = failures.get(MessageId);
    return {
      id: MessageId,
      receiveCount: failure?.receiveCount ?? deliveriesOf(message),
      sentAt: new Date(Number(Attributes?.SentTimestamp ?? 0)).toISOString(),
      about: aboutOf(Body),
      correlationId: failure?.correlationId ?? correlationOf(Body) ?? null,
      event: readable(Body),
      reason: failure?.reason ?? null,
      satisfied: satisfied[index] ?? false,
    };
  });
}

/** The whole event, or the raw text of what is none. */
function readable(body: string): DeadLetter["event"] {
  const event = v.safeParse(v.pipe(v.string(), v.parseJson(), Envelope), body);
  return event.success ? event.output : body;
}
