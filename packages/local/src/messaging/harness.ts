import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { randomUUID } from "node:crypto";
import { aws } from "./aws.ts";
import { type Broker, startBroker } from "./broker.ts";
import { given } from "./given.ts";

/** For tests: what they do with queues, always over HTTP. */

export function startTestBroker() {
  return startBroker({ port: 0, visibilityTimeoutSeconds: 30, maxReceiveCount: 5 });
}

export interface TestQueue {
  name: string;
  url: string;
  arn: string;
}

/** Creates a queue of its own for one test; messages come back after a second unless the attributes say otherwise. */
export async function createQueue(
  { sqs }: Broker,
  attributes: Record<string, string> = {},
): Promise<TestQueue> {
  const name = `test-${randomUUID()}${attributes["FifoQueue"] ? ".fifo" : ""}`;
  const Attributes = { VisibilityTimeout: "1", ...attributes };
  const url = given(
    (await sqs.send(new CreateQueueCommand({ QueueName: name, Attributes }))).QueueUrl,
    "QueueUrl",
  );
  return { name, url, arn: given((await attributesOf(sqs, url))["QueueArn"], "QueueArn") };
}

/** Creates a queue with a dead-letter queue. */
export async function createQueuePair(broker: Broker, maxReceiveCount: number) {
  const dlq = await createQueue(broker);
  const redrive = { deadLetterTargetArn: dlq.arn, maxReceiveCount };
  return { dlq, queue: await createQueue(broker, { RedrivePolicy: JSON.stringify(redrive) }) };
}

export async function send(
  { sqs }: Broker,
  { url }: Pick<TestQueue, "url">,
  ...bodies: string[]
): Promise<void> {
  const Entries = bodies.map((MessageBody, index) => ({ Id: `${index}`, MessageBody }));
  await sqs.send(new SendMessageBatchCommand({ QueueUrl: url, Entries }));
}

/** Receives without waiting, and without hiding the messages for longer than the queue's visibility timeout. */
export async function receiveNow({ sqs }: Pick<Broker, "sqs">, url: string, visibilityTimeout?: number) {
  const received = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl: url,
      MaxNumberOfMessages: 10,
      MessageSystemAttributeNames: ["All"],
      MessageAttributeNames: ["All"],
      ...(visibilityTimeout === undefined ? {} : { VisibilityTimeout: visibilityTimeout }),
    }),
  );
  return received.Messages ?? [];
}

export async function attributesOf(sqs: SQSClient, url: string): Promise<Record<string, string>> {
  const described = await sqs.send(new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ["All"] }));
  return described.Attributes ?? {};
}

/** How many messages a queue holds, in flight or not. */
export async function depthOf({ sqs }: Pick<Broker, "sqs">, url: string): Promise<number> {
  const attributes = await attributesOf(sqs, url);
  return ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
    .map((name) => Number(attributes[name]))
    .reduce((sum, count) => sum + count);
}

/** A client that calls `before` with the name of each command; what it throws, the call rejects with. */
export function watchedClient({ endpoint }: Broker, before: (commandName: string) => void): SQSClient {
  const client = new SQSClient({ ...aws, endpoint });
  client.middlewareStack.add(
    (next, context) => async (args) => {
      before(String(context["commandName"]));
      return next(args);
    },
    { step: "initialize" },
  );
  return client;
}

/** A list to wait on: `reached(n)` resolves with it once it has n items. */
export class Collected<T> {
  readonly items: T[] = [];
  #waiting: { count: number; resolve: (items: T[]) => void }[] = [];

  add = (item: T): void => {
    this.items.push(item);
    for (const { count, resolve } of this.#waiting) if (this.items.length >= count) resolve(this.items);
  };

  reached(count: number): Promise<T[]> {
    return new Promise((resolve) => {
      if (this.items.length >= count) resolve(this.items);
      else this.#waiting.push({ count, resolve });
    });
  }
}
