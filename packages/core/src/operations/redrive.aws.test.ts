import { createHash } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { startHttp } from "../testing.http.ts";
import { purgeDeadLetters, redrive } from "./redrive.ts";

/** SQS as it is in AWS, as far as fauxqs is not: what it answers to an action, and what it was asked. */
const usual: Record<string, (queue: string) => object> = {
  GetQueueAttributes: (queue: string) => ({
    Attributes: { QueueArn: `arn:${queue}`, ApproximateNumberOfMessages: "1" },
  }),
};
let answers: Record<string, (queue: string) => object> = {};
const sqs = await startHttp(({ headers, body }) => {
  const name = String(headers["x-amz-target"]).replace("AmazonSQS.", "");
  const queue = String(JSON.parse(body).QueueUrl).split("/").at(-1) ?? "";
  const answer = { ...usual, ...answers }[name]?.(queue) ?? {};
  const type = { "content-type": "application/x-amz-json-1.0" };
  return { status: "__type" in answer ? 400 : 200, headers: type, body: JSON.stringify(answer) };
});

beforeAll(() => {
  vi.stubEnv("AWS_ENDPOINT_URL", sqs.url);
  vi.stubEnv("ADS_QUEUE_URL", `${sqs.url}/1/work`);
  vi.stubEnv("ADS_DLQ_URL", `${sqs.url}/1/dead`);
});
afterAll(() => sqs.stop());
beforeEach(() => void sqs.received.splice(0));

const asked = (name: string): unknown[] =>
  sqs.received.flatMap(({ headers, body }) =>
    headers["x-amz-target"] === `AmazonSQS.${name}` ? [JSON.parse(body)] : [],
  );
const refuse = (type: string) => () => ({ __type: `com.amazonaws.sqs#${type}`, message: type });
const md5 = createHash("md5").update("b").digest("hex");
const ReceiveMessage = () => ({
  Messages: [{ MessageId: "m", ReceiptHandle: "r", Body: "b", MD5OfBody: md5 }],
});
const SendMessage = () => ({ MD5OfMessageBody: md5 });

test("SQS moves a whole queue by itself, to the destination that is named", async () => {
  answers = {
    GetQueueAttributes: (queue) => ({
      Attributes: { QueueArn: `arn:${queue}`, ApproximateNumberOfMessages: "7" },
    }),
  };
  expect(await redrive("ads")).toEqual({ moved: 7, approximate: true });
  expect(asked("StartMessageMoveTask")).toEqual([{ SourceArn: "arn:dead", DestinationArn: "arn:work" }]);
  expect(asked("ReceiveMessage")).toEqual([]);
});

test("chosen ones are moved one by one, sent before they are deleted", async () => {
  answers = { ReceiveMessage, SendMessage };
  expect(await redrive("ads", ["m"])).toEqual({ moved: 1, approximate: false });
  const actions = sqs.received.map(({ headers }) => String(headers["x-amz-target"]).split(".")[1]);
  expect(actions).toEqual(["GetQueueAttributes", "ReceiveMessage", "SendMessage", "DeleteMessage"]);
});

test.each(["InvalidAction", "UnsupportedOperation"])(
  "where there is no task, or one is running, they are moved one by one: %s",
  async (type) => {
    answers = { ReceiveMessage, SendMessage, StartMessageMoveTask: refuse(type) };
    expect(await redrive("ads")).toEqual({ moved: 1, approximate: false });
    expect(asked("DeleteMessage")).toMatchObject([{ ReceiptHandle: "r" }]);
  },
);

test("any other refusal is not hidden", async () => {
  answers = { StartMessageMoveTask: refuse("ResourceNotFoundException") };
  await expect(redrive("ads")).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  answers = { PurgeQueue: refuse("QueueDoesNotExist") };
  await expect(purgeDeadLetters("ads")).rejects.toMatchObject({ name: "QueueDoesNotExist" });
});

test("a second purge within a minute deletes the messages one by one", async () => {
  answers = { ReceiveMessage, PurgeQueue: refuse("PurgeQueueInProgress") };
  expect(await purgeDeadLetters("ads")).toEqual({ purged: 1, approximate: false });
  expect(asked("DeleteMessage")).toMatchObject([{ ReceiptHandle: "r" }]);
});

test("messages that others hold are waited for, but not for ever", async () => {
  const Attributes = { ApproximateNumberOfMessages: "0", ApproximateNumberOfMessagesNotVisible: "3" };
  answers = { GetQueueAttributes: () => ({ Attributes }) };
  expect(await redrive("ads", ["m"])).toMatchObject({ moved: 0 });
  expect(asked("ReceiveMessage")).toHaveLength(2);
});
