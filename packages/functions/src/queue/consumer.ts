import type { Context, SQSBatchItemFailure, SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import * as v from "valibot";
import { database } from "@donut-states/core/db/client";
import type { Database } from "@donut-states/core/db/client";
import { correlationOf } from "@donut-states/core/event/correlation";
import { log, reason } from "@donut-states/core/log";
import { recordFailure } from "@donut-states/core/operations/failures";
import type { queues } from "@donut-states/core/topology";
import { complaint } from "../complaint.ts";

/** How much of an error is kept as a reason, in characters. */
const REASON_LENGTH = 800;

interface Consumer<M> {
  queue: keyof typeof queues;
  parse: (body: string) => M;
  /** `remainingMs` tells how much of the function's time is left. */
  handle: (db: Database, message: M, remainingMs: () => number) => Promise<void>;
  /** Does the same for a whole batch, where that costs less. */
  handleAll?: (db: Database, messages: readonly M[]) => Promise<void>;
}

interface BatchConsumer<M> {
  queue: keyof typeof queues;
  parse: (body: string) => M;
  /** Tells of each message, in their order, why it failed; undefined, or nothing at all, where it did not. */
  handle: (db: Database, messages: readonly M[], remainingMs: () => number) => Promise<readonly unknown[]>;
}

/** A consumer as Lambda calls it. */
export type Handler = (
  event: SQSEvent,
  context: Pick<Context, "getRemainingTimeInMillis">,
) => Promise<SQSBatchResponse>;

/** A consumer that handles each message by itself, so that one bad message never holds up its neighbours. */
export function consumer<M>({ queue, parse, handle, handleAll }: Consumer<M>): Handler {
  const attempt = (db: Database, message: M, remainingMs: () => number) =>
    handle(db, message, remainingMs).then(
      () => undefined,
      (error: unknown) => error,
    );
  return batchConsumer({
    queue,
    parse,
    handle: async (db, messages, remainingMs) => {
      if (handleAll && messages.length > 1 && (await succeeds(handleAll(db, messages)))) return [];
      // Which of them is to blame they tell one by one.
      return Promise.all(messages.map((message) => attempt(db, message, remainingMs)));
    },
  });
}

const succeeds = (work: Promise<void>) =>
  work.then(
    () => true,
    () => false,
  );

/**
 * The one wrapper of every consumer: each record is parsed by itself, and only those that failed are reported back by
 * their message id (https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html). Why one failed is
 * kept for whoever finds it in the dead-letter queue.
 */
export function batchConsumer<M>(options: BatchConsumer<M>): Handler {
  return async ({ Records }, context) => {
    const failures = await attemptAll(options, Records, () => context.getRemainingTimeInMillis());
    await Promise.all([...failures].map(([record, error]) => note(options.queue, record, error)));
    const batchItemFailures: SQSBatchItemFailure[] = Records.filter((record) => failures.has(record)).map(
      ({ messageId }) => ({ itemIdentifier: messageId }),
    );
    return { batchItemFailures };
  };
}

async function attemptAll<M>(
  { parse, handle }: BatchConsumer<M>,
  records: readonly SQSRecord[],
  remainingMs: () => number,
) {
  const failures = new Map<SQSRecord, unknown>();
  const readable: { record: SQSRecord; message: M }[] = [];
  for (const record of records)
    try {
      readable.push({ record, message: parse(record.body) });
    } catch (error) {
      failures.set(record, error);
    }
  try {
    const messages = readable.map(({ message }) => message);
    const outcomes = messages.length === 0 ? [] : await handle(await database(), messages, remainingMs);
    for (const [index, { record }] of readable.entries())
      if (outcomes[index] !== undefined) failures.set(record, outcomes[index]);
  } catch (error) {
    for (const { record } of readable) failures.set(record, error);
  }
  return failures;
}

async function note(queue: string, record: SQSRecord, error: unknown): Promise<void> {
  await keepReason(queue, record, explain(error)).catch((lost: unknown) =>
    log.error("a failure could not be recorded", {
      queue,
      messageId: record.messageId,
      reason: reason(lost),
    }),
  );
}

async function keepReason(queue: string, record: SQSRecord, why: string): Promise<void> {
  const receiveCount = Number(record.attributes.ApproximateReceiveCount);
  const { messageId } = record;
  const correlationId = correlationOf(record.body);
  log.warn("a message failed", { queue, messageId, correlationId, receiveCount, reason: why });
  await recordFailure(await database(), { queue, messageId, receiveCount, reason: why, correlationId });
}

/** What is wrong with a message is told with the place it is about, and without quoting it; all of it is kept short. */
function explain(error: unknown): string {
  if (error instanceof SyntaxError) return "message: is not valid JSON";
  const text = v.isValiError(error)
    ? error.issues.map((issue) => `${v.getDotPath(issue) ?? "message"}: ${complaint(issue)}`).join("; ")
    : reason(error);
  return text.slice(0, REASON_LENGTH);
}
