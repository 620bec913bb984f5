import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
  StartMessageMoveTaskCommand,
} from "@aws-sdk/client-sqs";
import { config } from "../config.ts";
import { queues } from "../topology.ts";

export type { Message };

/** The one adapter to SQS, for what operations and the receipt route need; nothing a sale loads imports it. */
export type QueueName = keyof typeof queues;
export const queueNames = Object.keys(queues) as QueueName[]; // Object.keys forgets the literal keys
export const isQueue = (name: string): name is QueueName => Object.hasOwn(queues, name);

/** The most messages one receive hands out, or one batch gives back. */
export const BATCH = 10;
/** Seconds a received dead letter stays hidden should the process die before it gives the message back. */
const HOLD_SECONDS = 10;

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

/** Receives up to ten messages, with everything that has to travel with them when they are sent on. */
export async function receive(queueUrl: string, limit: number): Promise<Message[]> {
  const { Messages } = await sqs().send(
    new ReceiveMessageCommand({
      QueueUrl: queueUrl,
      MaxNumberOfMessages: limit,
      VisibilityTimeout: HOLD_SECONDS,
      // Without a wait SQS asks only some of its servers, and messages that are there seem not to be.
      WaitTimeSeconds: 1,
      MessageAttributeNames: ["All"],
      MessageSystemAttributeNames: ["All"],
    }),
  );
  return Messages ?? [];
}

/** Shows received messages to others again, at once. */
export async function giveBack(queueUrl: string, messages: readonly Message[]): Promise<void> {
  for (let start = 0; start < messages.length; start += BATCH) {
    const entries = messages.slice(start, start + BATCH).map((message, index) => ({
      Id: String(index),
      ReceiptHandle: message.ReceiptHandle,
      VisibilityTimeout: 0,
    }));
    await sqs().send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: queueUrl, Entries: entries }));
  }
}

/**
 * Moves a received message to another queue. It is sent before it is deleted, so that a process that dies in between
 * leaves it twice rather than never.
 */
export async function move(from: string, to: string, message: Message): Promise<void> {
  const { Body, MessageAttributes } = message;
  await sqs().send(new SendMessageCommand({ QueueUrl: to, MessageBody: Body, MessageAttributes }));
  await discard(from, message);
}

/** Deletes a received message. */
export async function discard(queueUrl: string, { ReceiptHandle }: Message): Promise<void> {
  await sqs().send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle }));
}

/** Has SQS empty a queue. False: it was asked to less than 60 s ago, and does so no oftener. */
export async function purge(queueUrl: string): Promise<boolean> {
  const refusals = ["PurgeQueueInProgress", "AWS.SimpleQueueService.PurgeQueueInProgress"];
  return accepted(() => sqs().send(new PurgeQueueCommand({ QueueUrl: queueUrl })), refusals);
}

/**
 * Has SQS move all messages of a dead-letter queue by itself. The destination is named because the queue takes what SNS
 * could not deliver as well, of which SQS does not know where it belongs. False: there is no such task here (a local
 * broker), or one is running already.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html
 */
export async function startMoveTask(from: string, to: string): Promise<boolean> {
  const [SourceArn, DestinationArn] = await Promise.all([arnOf(from), arnOf(to)]);
  const refusals = ["InvalidAction", "UnsupportedOperation", "AWS.SimpleQueueService.UnsupportedOperation"];
  return accepted(() => sqs().send(new StartMessageMoveTaskCommand({ SourceArn, DestinationArn })), refusals);
}

async function arnOf(queueUrl: string): Promise<string | undefined> {
  const { Attributes } = await sqs().send(
    new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ["QueueArn"] }),
  );
  return Attributes?.QueueArn;
}

/** False where SQS refuses with one of these errors; any other is thrown. */
async function accepted(call: () => Promise<unknown>, refusals: readonly string[]): Promise<boolean> {
  try {
    await call();
    return true;
  } catch (error) {
    if (error instanceof Error && refusals.includes(error.name)) return false;
    throw error;
  }
}
