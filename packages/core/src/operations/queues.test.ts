import { CreateQueueCommand, SQSClient } from "@aws-sdk/client-sqs";
import { interceptLocalhostDns } from "fauxqs";
import { afterAll, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { uniqueSku } from "../testing.ts";
import { depth, enqueue, isQueue } from "./queues.ts";
import { peek } from "./walk.ts";

let url: string;
const sqs = new SQSClient({});
const restoreDns = interceptLocalhostDns();
afterAll(() => restoreDns());
beforeEach(async () => {
  const { QueueUrl = "" } = await sqs.send(new CreateQueueCommand({ QueueName: uniqueSku() }));
  url = QueueUrl;
  vi.stubEnv("AWS_ENDPOINT_URL", new URL(url).origin);
  vi.stubEnv("RECEIPTS_QUEUE_URL", url);
});

const fill = async (count: number) => {
  for (let number = 0; number < count; number++) await enqueue("receipts", { number });
};
const bodies = async (limit: number) => new Set((await peek(url, limit)).map(({ Body }) => Body));

test("what is looked at stays in the queue", async () => {
  await fill(23);
  const seen = await bodies(100);
  expect(seen.size).toBe(23);
  expect(await bodies(100)).toEqual(seen);
  expect(await depth(url)).toEqual({ visible: 23, inFlight: 0 });
});

test("no more is looked at than was asked for", async () => {
  await fill(12);
  expect((await bodies(11)).size).toBe(11);
  expect(await depth(url)).toEqual({ visible: 12, inFlight: 0 });
});

test("an empty queue is empty at once: nothing is waited for", async () => {
  const send = vi.spyOn(SQSClient.prototype, "send");
  onTestFinished(() => send.mockRestore());
  expect(await peek(url, 100)).toEqual([]);
  expect(send.mock.calls.map(([command]) => command.constructor.name)).toEqual(["GetQueueAttributesCommand"]);
});

test("a queue that cannot be reached fails", async () => {
  vi.stubEnv("RECEIPTS_QUEUE_URL", `${url}-gone`);
  await expect(enqueue("receipts", {})).rejects.toMatchObject({ name: "QueueDoesNotExist" });
});

test("only the queues of the topology are queues", () => {
  expect(["factory", "toString", "__proto__", ""].filter(isQueue)).toEqual(["factory"]);
});
