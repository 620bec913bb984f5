import { config } from "../config.ts";
import type { Database } from "../db/client.ts";
import { correlationOf } from "../event/correlation.ts";
import { runEach } from "../runEach.ts";
import { causeOf, deliveriesOf, findFailures, noteSeen, QUOTED, recordDeaths, tell } from "./failures.ts";
import { type Message, type QueueName, queueNames } from "./queues.ts";
import { peek } from "./walk.ts";

/** The most dead letters of one queue that are looked at in a round; the rest has its turn when these are gone. */
const LOOKED_AT = 1_000;

/** What is told of a message that died without a consumer saying why. */
const UNKNOWN =
  "No consumer said why: its function ran out of time or crashed, the database was away, or SNS could not deliver it";

/**
 * Tells operations of dead letters that nobody has told them of: those whose consumer did not live to say why it failed,
 * and those that SNS put there. One incident per queue and cause, each message once, however often this runs. A queue
 * that cannot be looked into holds up no other.
 */
export async function watchDeadLetters(db: Database): Promise<void> {
  await runEach(queueNames.map((queue) => () => watchQueue(db, queue)));
}

async function watchQueue(db: Database, queue: QueueName): Promise<void> {
  const messages = await peek(config.deadLetterQueueUrl(queue), LOOKED_AT);
  const ids = messages.map(({ MessageId = "" }) => MessageId);
  await noteSeen(db, ids);
  const failures = await findFailures(db, ids);
  const byCause = new Map<string, Death[]>();
  for (const message of messages) {
    const known = failures.get(message.MessageId ?? "");
    if (known?.toldAt) continue;
    const reason = known?.reason ?? UNKNOWN;
    const cause = causeOf(reason);
    byCause.set(cause, [...(byCause.get(cause) ?? []), { message, reason }]);
  }
  for (const untold of byCause.values()) await report(db, queue, untold);
}

/** A dead letter that nobody has told of, and why it died. */
interface Death {
  message: Message;
  reason: string;
}

/** Tells of the dead letters of one cause. */
async function report(db: Database, queue: QueueName, untold: readonly Death[]): Promise<void> {
  const deaths = untold.map(({ message, reason }) => ({
    messageId: message.MessageId ?? "",
    queue,
    reason,
    receiveCount: deliveriesOf(message),
    correlationId: correlationOf(message.Body ?? ""),
  }));
  await recordDeaths(db, deaths);
  const [first, ...others] = deaths;
  const reason = first?.reason ?? UNKNOWN;
  const found = deaths.length === 1 ? "A dead letter was" : `${deaths.length} dead letters were`;
  await tell(db, {
    queue,
    reason,
    message: `${found} found in the queue ${queue}: ${reason.slice(0, QUOTED)}`,
    messageIds: deaths.map(({ messageId }) => messageId),
    correlationId: others.length === 0 ? first?.correlationId : undefined,
  });
}
