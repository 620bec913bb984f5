import { PublishCommand } from "@aws-sdk/client-sns";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Broker, startBroker } from "./broker.ts";

let broker: Broker;
beforeAll(async () => {
  broker = await startBroker({ port: 0, visibilityTimeoutSeconds: 30, maxReceiveCount: 5 });
});
afterAll(() => broker.stop());

const publish = (headers: Record<string, string>) =>
  fetch(broker.endpoint, {
    method: "POST",
    headers,
    body: new URLSearchParams({ Action: "Publish", TopicArn: broker.topicArn, Message: "forged" }),
  });

test("a page of another origin cannot publish, and an AWS client can", async () => {
  expect((await publish({ origin: "http://evil.example" })).status).toBe(403);
  await broker.sns.send(new PublishCommand({ TopicArn: broker.topicArn, Message: "genuine" }));
  const received = await broker.spy.waitForMessage({ service: "sqs", queueName: "ops" }, "published");
  expect(received).toMatchObject({ body: "genuine" });
});

test("the form itself is one that the broker takes", async () => {
  expect((await publish({})).status).toBe(200);
});
