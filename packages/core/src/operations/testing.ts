import { CreateQueueCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { interceptLocalhostDns } from "fauxqs";
import { vi } from "vitest";
import { config } from "../config.ts";
import { uniqueSku } from "../testing.ts";
import { type QueueName, queueNames } from "./queues.ts";

/** For tests: empty queues of the store that nobody else uses, bound as the stacks bind them. `restore` ends it. */
export async function bindQueues() {
  const sqs = new SQSClient({});
  const restore = interceptLocalhostDns();
  for (const name of queueNames)
    for (const variable of [`${name.toUpperCase()}_QUEUE_URL`, `${name.toUpperCase()}_DLQ_URL`]) {
      const { QueueUrl = "" } = await sqs.send(new CreateQueueCommand({ QueueName: uniqueSku() }));
      vi.stubEnv(variable, QueueUrl);
      vi.stubEnv("AWS_ENDPOINT_URL", new URL(QueueUrl).origin);
    }
  const send = async (url: string, body: string) => {
    const message = new SendMessageCommand({ QueueUrl: url, MessageBody: body });
    return (await sqs.send(message)).MessageId ?? "";
  };
  return {
    restore,
    wait: (queue: QueueName, body: string) => send(config.queueUrl(queue), body),
    die: (queue: QueueName, body: string) => send(config.deadLetterQueueUrl(queue), body),
  };
}
