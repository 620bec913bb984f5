import { SendMessageCommand } from "@aws-sdk/client-sqs";
import { listQueues } from "@donut-states/core/operations/depths";
import { afterAll, beforeAll, expect, test } from "vitest";
import { awsEnvironment } from "./aws.ts";
import { type Broker, startBroker } from "./broker.ts";

let broker: Broker;
beforeAll(async () => {
  broker = await startBroker({ port: 0, visibilityTimeoutSeconds: 30, maxReceiveCount: 5 });
  Object.assign(process.env, awsEnvironment(broker.endpoint));
  for (const [name, { url, dlqUrl }] of Object.entries(broker.queues)) {
    process.env[`${name.toUpperCase()}_QUEUE_URL`] = url;
    process.env[`${name.toUpperCase()}_DLQ_URL`] = dlqUrl;
  }
});
afterAll(() => broker.stop());

test("operations see how long the oldest message of a queue has waited, and null for an empty queue", async () => {
  const send = (url: string) => broker.sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: "x" }));
  await send(broker.queues.ads.url);
  await send(broker.queues.factory.dlqUrl);
  const empty = { visible: 0, inFlight: 0, deadLetters: 0, oldestAgeSeconds: null };
  expect(await listQueues()).toEqual([
    { ...empty, name: "factory", deadLetters: 1 },
    { ...empty, name: "ads", visible: 1, oldestAgeSeconds: expect.any(Number) },
    { ...empty, name: "ops" },
    { ...empty, name: "receipts" },
    { ...empty, name: "orders" },
  ]);
});

test("a queue whose age cannot be read still shows its counts", async () => {
  const region = process.env.AWS_REGION;
  delete process.env.AWS_REGION;
  expect(await listQueues()).toMatchObject([
    { name: "factory" },
    { visible: 1, oldestAgeSeconds: null },
    {},
    {},
    {},
  ]);
  process.env.AWS_REGION = region;
});
