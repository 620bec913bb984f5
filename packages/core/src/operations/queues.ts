import { GetQueueAttributesCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { config } from "../config.ts";
import { queues } from "../topology.ts";

/** The one adapter to SQS for what operations and the receipt route need; nothing a sale loads imports it. */
export type QueueName = keyof typeof queues;
export const queueNames = Object.keys(queues) as QueueName[]; // Object.keys forgets the literal keys of a const object

let shared: SQSClient | undefined;
const sqs = (): SQSClient => (shared ??= new SQSClient({ maxAttempts: 2 }));

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
