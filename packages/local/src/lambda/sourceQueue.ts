import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import type { SQSRecord } from "aws-lambda";
import { setTimeout as sleep } from "node:timers/promises";
import { given } from "../messaging/given.ts";
import { toRecord } from "./record.ts";

/** SQS takes at most ten messages in one call. */
const callSize = 10;

/** Times a delete is tried before its messages are left to come again. */
const deleteAttempts = 4;

/** What the mapping must know of its queue. */
export interface SourceQueue {
  sqs: SQSClient;
  url: string;
  arn: string;
  fifo: boolean;
  visibilityTimeoutMs: number;
}

/**
 * Asks a queue for what the mapping must know of it.
 * @throws the SDK's error, `QueueDoesNotExist` for an unknown queue.
 */
export async function describeQueue(sqs: SQSClient, url: string): Promise<SourceQueue> {
  const described = await sqs.send(new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ["All"] }));
  const { QueueArn, VisibilityTimeout, FifoQueue } = described.Attributes ?? {};
  const visibilityTimeoutMs = Number(given(VisibilityTimeout, "VisibilityTimeout")) * 1000;
  return { sqs, url, arn: given(QueueArn, "QueueArn"), fifo: FifoQueue === "true", visibilityTimeoutMs };
}

/**
 * Receives up to `limit` messages (ten at most) with all attributes, waiting up to `waitSeconds` for the first.
 * Never aborted: fauxqs hands the next message to an aborted long poll, and nobody sees it for a visibility timeout.
 * @throws the SDK's error.
 */
export async function receive(queue: SourceQueue, limit: number, waitSeconds: number): Promise<SQSRecord[]> {
  const received = await queue.sqs.send(
    new ReceiveMessageCommand({
      QueueUrl: queue.url,
      MaxNumberOfMessages: Math.min(limit, callSize),
      WaitTimeSeconds: waitSeconds,
      MessageSystemAttributeNames: ["All"],
      MessageAttributeNames: ["All"],
    }),
  );
  return (received.Messages ?? []).map((message) => toRecord(message, queue.arn));
}

/**
 * Deletes messages, again and again where SQS fails; those it cannot delete come again (E18).
 * @throws AggregateError with what the last attempts met.
 */
export async function deleteMessages(queue: SourceQueue, records: readonly SQSRecord[]): Promise<void> {
  const outcomes = await Promise.allSettled(chunks(records).map((chunk) => deleteChunk(queue, chunk)));
  const errors = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
  if (errors.length > 0)
    throw new AggregateError(errors, "Messages not deleted; SQS will deliver them again");
}

async function deleteChunk(queue: SourceQueue, records: readonly SQSRecord[], attempt = 1): Promise<void> {
  try {
    const Entries = records.map(({ receiptHandle }, index) => ({
      Id: `${index}`,
      ReceiptHandle: receiptHandle,
    }));
    const deleted = await queue.sqs.send(new DeleteMessageBatchCommand({ QueueUrl: queue.url, Entries }));
    if (deleted.Failed?.length) throw new Error(JSON.stringify(deleted.Failed));
  } catch (error) {
    if (attempt === deleteAttempts) throw error;
    await sleep(25 * 2 ** attempt);
    await deleteChunk(queue, records, attempt + 1);
  }
}

/**
 * Makes messages visible at once that were received but will not be handed to the function (E17).
 * @throws the SDK's error; the messages then come again after the visibility timeout.
 */
export async function release(queue: SourceQueue, records: readonly SQSRecord[]): Promise<void> {
  for (const chunk of chunks(records)) {
    const Entries = chunk.map(({ receiptHandle }, index) => ({
      Id: `${index}`,
      ReceiptHandle: receiptHandle,
      VisibilityTimeout: 0,
    }));
    await queue.sqs.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: queue.url, Entries }));
  }
}

function chunks(records: readonly SQSRecord[]): SQSRecord[][] {
  const starts = Array.from({ length: Math.ceil(records.length / callSize) }, (_, index) => index * callSize);
  return starts.map((start) => records.slice(start, start + callSize));
}
