import { once } from "node:events";
import { get } from "node:http";
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

/** The status of what a page reads from its own origin, of this name; fetch would not let a program set the header. */
async function readAs(name: string, path: string): Promise<number> {
  const host = `${name}:${new URL(broker.endpoint).port}`;
  const [response] = await once(
    get(`${broker.endpoint}${path}`, { headers: { host }, agent: false }),
    "response",
  );
  response.resume();
  return response.statusCode;
}

test.each([
  ["rebound", "/_fauxqs/queues/ops"],
  // The first part of a name with dots is taken for the first part of the path.
  ["_fauxqs.evil.example", "/queues/ops"],
  ["localhost.evil.example", "/health"],
  ["127.0.0.1.evil.example", "/health"],
])("a page at %s, a name that was made to point here, cannot read %s", async (name, path) => {
  expect(await readAs(name, path)).toBe(403);
});

test.each(["127.0.0.1", "localhost", "[::1]"])("at %s the queues can be read", async (name) => {
  expect(await readAs(name, "/_fauxqs/queues/ops")).toBe(200);
});
