import { PublishBatchCommand, PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { aws } from "./aws.ts";
import { type Broker, startBroker } from "./broker.ts";

let broker: Broker;
let sns: SNSClient;
beforeAll(async () => {
  broker = await startBroker({ port: 0, visibilityTimeoutSeconds: 30, maxReceiveCount: 5 });
  sns = new SNSClient({ ...aws, endpoint: broker.endpoint, maxAttempts: 1 });
});
afterAll(async () => {
  sns.destroy();
  await broker.stop();
});
beforeEach(() => put("{}"));

async function faults(method: string, body?: string, headers: Record<string, string> = {}) {
  const init = { method, body: body ?? null, headers: { "content-type": "application/json", ...headers } };
  const response = await fetch(`${broker.endpoint}/faults`, init);
  return { status: response.status, type: response.headers.get("content-type"), body: await response.json() };
}
const put = (body: string) => faults("PUT", body);
const publish = (Message: string) => sns.send(new PublishCommand({ TopicArn: broker.topicArn, Message }));
const arrived = (body: string) =>
  broker.spy.getAllMessages().some((seen) => "body" in seen && seen.body === body);

test("SNS takes everything at first", async () => {
  expect(await faults("GET")).toMatchObject({ status: 200, body: { refuse: null } });
  await publish("at first");
  expect(arrived("at first")).toBe(true);
});

test("while it refuses, SNS fails as the SDK knows it, keeps nothing, and SQS is not concerned", async () => {
  expect(await put('{"refuse":{}}')).toMatchObject({ status: 200, body: { refuse: {} } });
  await expect(publish("refused")).rejects.toMatchObject({
    name: "InternalErrorException",
    $metadata: { httpStatusCode: 500 },
  });
  const PublishBatchRequestEntries = [{ Id: "1", Message: "refused" }];
  await expect(
    sns.send(new PublishBatchCommand({ TopicArn: broker.topicArn, PublishBatchRequestEntries })),
  ).rejects.toThrow("SNS is told to refuse this");
  await broker.sqs.send(new SendMessageCommand({ QueueUrl: broker.queues.ads.url, MessageBody: "sent" }));
  expect([arrived("refused"), arrived("sent")]).toEqual([false, true]);
  await put('{"refuse":null}');
  await publish("taken again");
  expect(arrived("taken again")).toBe(true);
});

test("while SQS refuses orders it takes none, as often as it is told to, and every other message", async () => {
  await put('{"refuseOrders":{"times":1}}');
  const sqs = new SQSClient({ ...aws, endpoint: broker.endpoint, maxAttempts: 1 });
  const send = (QueueUrl: string, MessageBody: string) =>
    sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
  await send(broker.queues.ads.url, "no order");
  await expect(send(broker.queues.orders.url, "refused order")).rejects.toThrow("refuse");
  await send(broker.queues.orders.url, "order");
  sqs.destroy();
  expect(["no order", "refused order", "order"].map(arrived)).toEqual([true, false, true]);
});

test("it refuses as often as it is told to", async () => {
  await put('{"refuse":{"times":2}}');
  await expect(publish("first")).rejects.toThrow("refuse");
  expect((await faults("GET")).body).toEqual({ refuse: { times: 1 } });
  await expect(publish("second")).rejects.toThrow("refuse");
  expect((await faults("GET")).body).toEqual({ refuse: null });
  await publish("third");
  expect(arrived("third")).toBe(true);
});

test.each([
  ["{", "#/", "must be an object of faults"],
  ["[]", "#/", "must be an object of faults"],
  ["null", "#/", "must be an object of faults"],
  ['{"fire":{}}', "#/fire", "is unknown"],
  ['{"refuse":true}', "#/refuse", 'must be an object such as {} or {"times":1}, or null for off'],
  ['{"refuse":{"times":0}}', "#/refuse/times", "must be a whole number from 1"],
  ['{"refuse":{"times":1.5}}', "#/refuse/times", "must be a whole number from 1"],
  ['{"refuse":{"ms":5}}', "#/refuse/ms", "is unknown"],
])("%s is a problem that says where, and changes nothing", async (body, pointer, detail) => {
  await put('{"refuse":{}}');
  const answer = await put(body);
  expect(answer).toMatchObject({ status: 400, type: expect.stringContaining("application/problem+json") });
  expect(answer.body).toMatchObject({ code: "invalid_request", status: 400, errors: [{ pointer, detail }] });
  expect((await faults("GET")).body).toEqual({ refuse: {} });
});

test("a page of another origin can neither see nor turn the switches", async () => {
  const origin = "http://evil.example";
  expect((await faults("GET", undefined, { origin })).status).toBe(403);
  expect((await faults("PUT", '{"refuse":{}}', { origin })).status).toBe(403);
  expect((await faults("GET")).body).toEqual({ refuse: null });
});
