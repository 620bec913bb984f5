import { SendMessageCommand } from "@aws-sdk/client-sqs";
import type { SQSEvent, SQSRecordAttributes } from "aws-lambda";
import { setTimeout as work } from "node:timers/promises";
import { afterAll, describe, expect, test } from "vitest";
import { Collected } from "../messaging/testing/collected.ts";
import { bodiesOf, failing, map, numbered, timesEach } from "./testing/mapping.ts";
import {
  createQueue,
  createQueuePair,
  depthOf,
  receiveNow,
  REDELIVERED_S,
  redelivering,
  send,
  startTestBroker,
  watchedClient,
} from "../messaging/testing/queues.ts";

const broker = await startTestBroker();
afterAll(() => broker.stop());

describe.concurrent("concurrency and order", () => {
  test("E5 maximum concurrency is a ceiling, and is reached", async () => {
    const queue = await createQueue(broker);
    await send(broker, queue, ...numbered(8));
    const started = new Collected<SQSEvent>();
    const running = { now: 0, most: 0 };
    const { reports, stop } = await map(broker, queue, {
      batchSize: 1,
      maxConcurrency: 3,
      functionTimeoutMs: 30_000,
      handler: async (event) => {
        running.most = Math.max(running.most, ++running.now);
        started.add(event);
        await started.reached(3);
        await work(100);
        running.now--;
      },
    });
    await reports.reached(8);
    await stop();
    expect(running.most).toBe(3);
  });

  test("E15 FIFO: the order within a group is kept, a failure blocks its group only", async () => {
    const queue = await createQueue(broker, {
      ...redelivering,
      FifoQueue: "true",
      ContentBasedDeduplication: "true",
    });
    for (const body of ["a1", "a2", "a3", "b1", "b2"]) {
      const message = { QueueUrl: queue.url, MessageBody: body, MessageGroupId: body.charAt(0) };
      await broker.sqs.send(new SendMessageCommand(message));
    }
    const done = new Collected<string>();
    let failed = false;
    const { stop } = await map(broker, queue, {
      handler: async (event) => {
        const fails = (body: string) => body === "a1" && !failed;
        for (const body of bodiesOf(event)) if (!fails(body)) done.add(body);
        const response = failing(event, fails);
        failed = true;
        return response;
      },
    });
    await done.reached(5);
    await stop();
    expect(done.items).toEqual(["b1", "b2", "a1", "a2", "a3"]);
  });
});

describe.concurrent("success and failure", () => {
  test("E7 a message is deleted after the function succeeded, not before", async () => {
    const queue = await createQueue(broker);
    const depths: number[] = [];
    const { reports, stop } = await map(broker, queue, {
      handler: async () => {
        depths.push(await depthOf(broker, queue.url));
      },
    });
    await send(broker, queue, "a");
    const [report] = await reports.reached(1);
    await stop();
    expect(report).toMatchObject({ outcome: "ok", records: 1, failedIds: [] });
    expect(depths).toEqual([1]);
    expect(await depthOf(broker, queue.url)).toBe(0);
  });

  test("E8 a throw returns the whole batch after the visibility timeout, not sooner", async () => {
    const queue = await createQueue(broker, redelivering);
    await send(broker, queue, "a", "b");
    const calls: SQSRecordAttributes[][] = [];
    const waits: number[] = [];
    const { reports, stop } = await map(broker, queue, {
      handler: async ({ Records }) => {
        calls.push(Records.map(({ attributes }) => attributes));
        waits.push(Date.now() - Number(Records[0]?.attributes.ApproximateFirstReceiveTimestamp));
        if (calls.length === 1) throw new Error("no dough");
      },
    });
    const [failed, succeeded] = await reports.reached(2);
    await stop();
    expect(failed).toMatchObject({ outcome: "failed", error: new Error("no dough"), records: 2 });
    expect(failed?.failedIds).toHaveLength(2);
    expect(succeeded?.outcome).toBe("ok");
    const counts = calls.map((records) => records.map((attributes) => attributes.ApproximateReceiveCount));
    expect(counts).toEqual([
      ["1", "1"],
      ["2", "2"],
    ]);
    expect(waits[1]).toBeGreaterThanOrEqual(REDELIVERED_S * 1_000);
  });

  test("E9 a report that was not asked for is ignored", async () => {
    const queue = await createQueue(broker);
    await send(broker, queue, "a");
    const { reports, stop } = await map(broker, queue, {
      reportBatchItemFailures: false,
      handler: async (event) => failing(event, () => true),
    });
    const [report] = await reports.reached(1);
    await stop();
    expect(report?.outcome).toBe("ok");
    expect(await depthOf(broker, queue.url)).toBe(0);
  });

  test("E10 only the listed messages return", async () => {
    const queue = await createQueue(broker, redelivering);
    await send(broker, queue, "a", "b", "c");
    const seen: string[] = [];
    const { reports, stop } = await map(broker, queue, {
      handler: async (event) => {
        seen.push(...bodiesOf(event));
        return failing(event, (body) => body === "b" && timesEach(seen)["b"] === 1);
      },
    });
    const [partial, rest] = await reports.reached(2);
    await stop();
    expect(partial).toMatchObject({ outcome: "partial", records: 3, failedIds: [expect.any(String)] });
    expect(rest).toMatchObject({ outcome: "ok", records: 1 });
    expect(timesEach(seen)).toEqual({ a: 1, b: 2, c: 1 });
    expect(await depthOf(broker, queue.url)).toBe(0);
  });

  test("E12 an unreadable report returns the whole batch, in the end to the DLQ", async () => {
    const { queue, dlq } = await createQueuePair(broker, 2);
    await send(broker, queue, "a", "b");
    const { reports, stop } = await map(broker, queue, {
      handler: async () => ({ batchItemFailures: [{ itemIdentifier: "" }] }),
    });
    await broker.spy.waitForMessages({ service: "sqs", queueName: queue.name }, { status: "dlq", count: 2 });
    await stop();
    expect(reports.items.map(({ outcome, records }) => [outcome, records])).toEqual([
      ["failed", 2],
      ["failed", 2],
    ]);
    expect(reports.items[0]?.error).toMatchObject({ message: expect.stringContaining("itemIdentifier") });
    expect(await depthOf(broker, dlq.url)).toBe(2);
  });

  test("E14 poison: the others once, the poison maxReceiveCount times, then the DLQ", async () => {
    const { queue, dlq } = await createQueuePair(broker, 3);
    await send(broker, queue, "good", "poison", "fine");
    const seen: string[] = [];
    const { stop } = await map(broker, queue, {
      handler: async (event) => {
        seen.push(...bodiesOf(event));
        return failing(event, (body) => body === "poison");
      },
    });
    await broker.spy.waitForMessage({ service: "sqs", queueName: queue.name }, "dlq");
    await stop();
    expect(timesEach(seen)).toEqual({ good: 1, poison: 3, fine: 1 });
    expect((await receiveNow(broker, dlq.url)).map(({ Body }) => Body)).toEqual(["poison"]);
  });

  test("E18 a lost delete is tried again, then the message comes again", async () => {
    const queue = await createQueue(broker, redelivering);
    await send(broker, queue, "a");
    let deletes = 0;
    const sqs = watchedClient(broker, (command) => {
      if (command === "DeleteMessageBatchCommand" && ++deletes <= 4) throw new Error("lost");
    });
    const ids: (string | undefined)[] = [];
    const { reports, warnings, stop } = await map(broker, queue, {
      sqs,
      handler: async ({ Records }) => {
        ids.push(Records[0]?.messageId);
      },
    });
    await reports.reached(2);
    await stop();
    expect(deletes).toBe(5);
    expect(new Set(ids).size).toBe(1);
    expect(warnings.items).toContainEqual(expect.stringContaining("come again"));
    expect(await depthOf(broker, queue.url)).toBe(0);
  });
});
