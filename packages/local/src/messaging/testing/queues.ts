import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { randomUUID } from "node:crypto";
import { aws } from "../aws.ts";
import { type Broker, startBroker } from "../broker.ts";
import { given } from "../given.ts";

/** A broker, also in another process. */
type HasSqs = Pick<Broker, "sqs">;

/** A broker on a free port that keeps nothing. */
export function startTestBroker() {
  return startBroker({ port: 0, visibilityTimeoutSeconds: 30, maxReceiveCount: 5 });
}

/** Where a test finds its queue. */
export interface TestQueue {
  name: string;
  url: string;
  arn: string;
}

/** Seconds after which messages come back: soon, but not while a busy machine is still at them. */
export const REDELIVERED_S = 4;
/** For a queue whose messages come back. */
export const redelivering = { VisibilityTimeout: String(REDELIVERED_S) };

/** Creates a queue of its own for one test; no message comes back by itself unless the attributes make it. */
export async function createQueue(
  { sqs }: HasSqs,
  attributes: Record<string, string> = {},
): Promise<TestQueue> {
  const name = `test-${randomUUID()}${attributes["FifoQueue"] ? ".fifo" : ""}`;
  const Attributes = { VisibilityTimeout: "30", ...attributes };
  const url = given(
    (await sqs.send(new CreateQueueCommand({ QueueName: name, Attributes }))).QueueUrl,
    "QueueUrl",
  );
  return { name, url, arn: given((await attributesOf(sqs, url))["QueueArn"], "QueueArn") };
}

/** Creates a redelivering queue with a dead-letter queue. */
export async function createQueuePair(broker: Broker, maxReceiveCount: number) {
  const dlq = await createQueue(broker);
  const redrive = { deadLetterTargetArn: dlq.arn, maxReceiveCount };
  return {
    dlq,
    queue: await createQueue(broker, { ...redelivering, RedrivePolicy: JSON.stringify(redrive) }),
  };
}

/** Sends up to ten messages. */
export async function send(
  { sqs }: HasSqs,
  { url }: Pick<TestQueue, "url">,
  ...bodies: string[]
): Promise<void> {
  const Entries = bodies.map((MessageBody, index) => ({ Id: `${index}`, MessageBody }));
  await sqs.send(new SendMessageBatchCommand({ QueueUrl: url, Entries }));
}

/** Receives without waiting, and without hiding the messages for longer than the queue's visibility timeout. */
export async function receiveNow({ sqs }: HasSqs, url: string, visibilityTimeout?: number) {
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

/** Every attribute of a queue. */
export async function attributesOf(sqs: SQSClient, url: string): Promise<Record<string, string>> {
  const described = await sqs.send(new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ["All"] }));
  return described.Attributes ?? {};
}

/** How many messages a queue holds, in flight or not. */
export async function depthOf({ sqs }: HasSqs, url: string): Promise<number> {
  const attributes = await attributesOf(sqs, url);
  return ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
    .map((name) => Number(attributes[name]))
    .reduce((sum, count) => sum + count);
}

/** A client that calls `before` with the name of each command; what it throws, the call rejects with. */
export function watchedClient(
  { endpoint }: Pick<Broker, "endpoint">,
  before: (commandName: string) => void,
): SQSClient {
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
