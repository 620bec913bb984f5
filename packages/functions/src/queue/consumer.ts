import type { SQSBatchItemFailure, SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
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
  handle: (db: Database, message: M) => Promise<void>;
  /** Does the same for a whole batch, where that costs less. */
  handleAll?: (db: Database, messages: readonly M[]) => Promise<void>;
}

/**
 * The one wrapper of every consumer: each record is parsed and handled by itself, and only those that failed are
 * reported back by their message id, so that one bad message never holds up its neighbours
 * (https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html). Why one failed is kept for whoever
 * finds it in the dead-letter queue.
 */
export function consumer<M>(options: Consumer<M>): (event: SQSEvent) => Promise<SQSBatchResponse> {
  return async ({ Records }) => {
    if (Records.length > 1 && (await attemptAll(options, Records))) return { batchItemFailures: [] };
    const outcomes = await Promise.all(Records.map((record) => attempt(options, record)));
    return { batchItemFailures: outcomes.filter((outcome) => outcome !== undefined) };
  };
}

/** False where the batch cannot be handled as one: which of its records is to blame they tell one by one. */
async function attemptAll<M>(
  { parse, handleAll }: Consumer<M>,
  records: readonly SQSRecord[],
): Promise<boolean> {
  if (handleAll === undefined) return false;
  try {
    await handleAll(
      await database(),
      records.map(({ body }) => parse(body)),
    );
    return true;
  } catch {
    return false;
  }
}

async function attempt<M>(
  { queue, parse, handle }: Consumer<M>,
  record: SQSRecord,
): Promise<SQSBatchItemFailure | undefined> {
  try {
    await handle(await database(), parse(record.body));
    return undefined;
  } catch (error) {
    await keepReason(queue, record, explain(error)).catch((lost: unknown) =>
      log.error("a failure could not be recorded", {
        queue,
        messageId: record.messageId,
        reason: reason(lost),
      }),
    );
    return { itemIdentifier: record.messageId };
  }
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
