import {
  ChangeMessageVisibilityBatchCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { config } from "../config.ts";
import { queues } from "../topology.ts";

/** The one adapter to SQS, for what operations and the receipt route need; nothing a sale loads imports it. */
export type QueueName = keyof typeof queues;
export const queueNames = Object.keys(queues) as QueueName[]; // Object.keys forgets the literal keys
export const isQueue = (name: string): name is QueueName => Object.hasOwn(queues, name);

/** The most messages one receive hands out. */
const BATCH = 10;
/** Seconds a peeked message stays hidden should the process die before it gives the message back. */
const PEEK_SECONDS = 10;

/** Milliseconds: the factory calls once, so a connection that hangs must leave time for another try. */
const requestHandler = { connectionTimeout: 1_000, requestTimeout: 2_500, throwOnRequestTimeout: true };

let client: SQSClient | undefined;
const sqs = (): SQSClient => (client ??= new SQSClient({ maxAttempts: 4, requestHandler }));

/** Approximate counts of one queue, as SQS gives them. */
export async function depth(queueUrl: string): Promise<{ visible: number; inFlight: number }> {
  const { Attributes } = await sqs().send(
    new GetQueueAttributesCommand({
      QueueUrl: queueUrl,
      AttributeNames: ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"],
    }),
  );
  return {
    visible: Number(Attributes?.ApproximateNumberOfMessages ?? 0),
    inFlight: Number(Attributes?.ApproximateNumberOfMessagesNotVisible ?? 0),
  };
}

/** Puts a message on a work queue; throws where SQS did not take it. */
export async function enqueue(queue: QueueName, body: object): Promise<void> {
  await sqs().send(
    new SendMessageCommand({ QueueUrl: config.queueUrl(queue), MessageBody: JSON.stringify(body) }),
  );
}

/**
 * Looks at up to `limit` messages of a dead-letter queue. SQS has no peek: they are received and given back at once,
 * which a dead-letter queue does not mind, as its receive counts lead nowhere. An empty queue is not waited for.
 */
export async function peek(queueUrl: string, limit: number): Promise<Message[]> {
  const wanted = Math.min(limit, (await depth(queueUrl)).visible);
  const seen = new Map<string, Message>();
  try {
    while (seen.size < wanted) {
      const batch = await receive(queueUrl, Math.min(BATCH, wanted - seen.size));
      if (batch.length === 0) break;
      for (const message of batch) if (message.MessageId) seen.set(message.MessageId, message);
    }
  } finally {
    await giveBack(queueUrl, [...seen.values()]);
  }
  return [...seen.values()];
}

async function receive(queueUrl: string, limit: number): Promise<Message[]> {
  const { Messages } = await sqs().send(
    new ReceiveMessageCommand({
      QueueUrl: queueUrl,
      MaxNumberOfMessages: limit,
      VisibilityTimeout: PEEK_SECONDS,
      // Without a wait SQS asks only some of its servers, and messages that are there seem not to be.
      WaitTimeSeconds: 1,
      MessageSystemAttributeNames: ["All"],
    }),
  );
  return Messages ?? [];
}

async function giveBack(queueUrl: string, messages: readonly Message[]): Promise<void> {
  for (let start = 0; start < messages.length; start += BATCH) {
    const entries = messages.slice(start, start + BATCH).map((message, index) => ({
      Id: String(index),
      ReceiptHandle: message.ReceiptHandle,
      VisibilityTimeout: 0,
    }));
    await sqs().send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: queueUrl, Entries: entries }));
  }
}
