import {
  CreateQueueCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { interceptLocalhostDns } from "fauxqs";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import type { Database } from "../db/client.ts";
import { newId } from "../db/columns.ts";
import { createStore, uniqueSku } from "../testing.ts";
import { findFailures, recordFailure } from "./failures.ts";
import { depth } from "./queues.ts";
import { purgeDeadLetters, redrive } from "./redrive.ts";

let db: Database;
let stop: () => Promise<void>;
const sqs = new SQSClient({});
const restoreDns = interceptLocalhostDns();
beforeAll(async () => ({ db, stop } = await createStore()));
afterAll(async () => {
  restoreDns();
  await stop();
});

let work: string;
let dead: string;
const createQueue = async () =>
  (await sqs.send(new CreateQueueCommand({ QueueName: uniqueSku() }))).QueueUrl ?? "";
beforeEach(async () => {
  [work, dead] = [await createQueue(), await createQueue()];
  vi.stubEnv("ADS_QUEUE_URL", work);
  vi.stubEnv("ADS_DLQ_URL", dead);
  vi.stubEnv("AWS_ENDPOINT_URL", new URL(work).origin);
});

async function die(body: string, attributes: Record<string, string> = {}): Promise<string> {
  const MessageAttributes = Object.fromEntries(
    Object.entries(attributes).map(([name, StringValue]) => [name, { DataType: "String", StringValue }]),
  );
  const { MessageId = "" } = await sqs.send(
    new SendMessageCommand({ QueueUrl: dead, MessageBody: body, MessageAttributes }),
  );
  return MessageId;
}
const take = async (QueueUrl: string) => {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ["All"] }),
  );
  return Messages.map(({ Body, MessageAttributes }) => [Body, MessageAttributes?.type?.StringValue]);
};
const empty = { visible: 0, inFlight: 0 };

test("all dead letters go back to their queue as they were, attributes included", async () => {
  for (let number = 0; number < 12; number++) await die(String(number), { type: "stock.empty" });
  expect(await redrive("ads")).toEqual({ moved: 12, approximate: false });
  expect(await depth(dead)).toEqual(empty);
  expect((await take(work))[0]).toEqual(["0", "stock.empty"]);
  expect(await depth(work)).toEqual({ visible: 2, inFlight: 10 });
  expect(await redrive("ads")).toMatchObject({ moved: 0 });
});

test("chosen dead letters go back, the others can be had at once, and unknown ids are not moved", async () => {
  const bodies = Array.from({ length: 23 }, (_, number) => String(number));
  const ids: string[] = [];
  for (const body of bodies) ids.push(await die(body));
  const chosen = [String(ids[3]), String(ids[22])];
  expect(await redrive("ads", [...chosen, ...chosen, newId()])).toEqual({ moved: 2, approximate: false });
  expect(new Set(await take(work))).toEqual(
    new Set([
      ["22", undefined],
      ["3", undefined],
    ]),
  );
  expect(await depth(dead)).toEqual({ visible: 21, inFlight: 0 });
  expect(await redrive("ads", chosen)).toMatchObject({ moved: 0 });
});

test("a message that cannot be sent stays a dead letter", async () => {
  await die("a");
  vi.stubEnv("ADS_QUEUE_URL", `${work}-gone`);
  await expect(redrive("ads", [await die("b")])).rejects.toMatchObject({ name: "QueueDoesNotExist" });
  expect(await depth(dead)).toEqual({ visible: 2, inFlight: 0 });
});

test("purging empties the queue, and leaves known what SQS may still show for a minute", async () => {
  const messageId = await die("dead");
  await recordFailure(db, { reason: "why", receiveCount: 5, messageId, queue: "ads" });
  expect(await purgeDeadLetters("ads")).toEqual({ purged: 1, approximate: true });
  expect(await depth(dead)).toEqual(empty);
  const failures = await findFailures(db, [messageId]);
  expect(failures.get(messageId)).toMatchObject({ reason: "why", toldAt: expect.any(Date) });
  expect(await purgeDeadLetters("ads")).toMatchObject({ purged: 0 });
});
