import { SendMessageCommand } from "@aws-sdk/client-sqs";
import type { SQSEvent } from "aws-lambda";
import { setTimeout as work } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Broker, startBroker } from "./broker.ts";
import { type EventSourceMappingOptions, startEventSourceMapping } from "./eventSourceMapping.ts";
import {
  attributesOf,
  Collected,
  createQueue,
  createQueuePair,
  depthOf,
  receiveNow,
  send,
  startTestBroker,
  type TestQueue,
  watchedClient,
} from "./harness.ts";
import type { InvocationReport } from "./invoke.ts";

let broker: Broker;
beforeAll(async () => {
  broker = await startTestBroker();
});
afterAll(() => broker.stop());

type Options = Partial<EventSourceMappingOptions> & Pick<EventSourceMappingOptions, "handler">;

/** Maps a function to a queue; `reports` collects what became of each invocation. */
async function map(queue: Pick<TestQueue, "url">, options: Options) {
  const reports = new Collected<InvocationReport>();
  const warnings = new Collected<string>();
  const mapping = await startEventSourceMapping({
    sqs: broker.sqs,
    queueUrl: queue.url,
    functionName: "under-test",
    maxConcurrency: 2,
    functionTimeoutMs: 500,
    reportBatchItemFailures: true,
    onInvocation: reports.add,
    onWarning: warnings.add,
    ...options,
  });
  return { reports, warnings, stop: mapping.stop };
}

const handler = async () => {};
const bodiesOf = (event: SQSEvent) => event.Records.map(({ body }) => body);
const failing = (event: SQSEvent, fails: (body: string) => boolean) => ({
  batchItemFailures: event.Records.filter(({ body }) => fails(body)).map(({ messageId }) => ({
    itemIdentifier: messageId,
  })),
});
const count = (bodies: string[]) =>
  Object.fromEntries(bodies.map((body) => [body, bodies.filter((other) => other === body).length]));
const numbered = (length: number) => Array.from({ length }, (_, index) => `m${index}`);

describe.concurrent("batching", () => {
  test("E1 the function gets SQSEvent records and a Lambda context", async () => {
    const queue = await createQueue(broker);
    const calls = new Collected<{ event: SQSEvent; left: number; name: string }>();
    const { stop } = await map(queue, {
      handler: async (event, context) =>
        calls.add({ event, left: context.getRemainingTimeInMillis(), name: context.functionName }),
    });
    await send(broker, queue, "donut");
    const [call] = await calls.reached(1);
    await stop();
    expect(call?.event.Records[0]).toMatchObject({
      body: "donut",
      eventSource: "aws:sqs",
      eventSourceARN: queue.arn,
    });
    expect(call?.name).toBe("under-test");
    expect(call?.left).toBeGreaterThan(300);
    expect(call?.left).toBeLessThanOrEqual(500);
  });

  test("E2 ten records by default", async () => {
    const queue = await createQueue(broker);
    await send(broker, queue, ...numbered(10));
    await send(broker, queue, ...numbered(3));
    const { reports, stop } = await map(queue, { handler });
    const [first, second] = await reports.reached(2);
    await stop();
    expect([first?.records, second?.records]).toEqual([10, 3]);
  });

  test("E2 never more than the batch size", async () => {
    const queue = await createQueue(broker);
    await send(broker, queue, ...numbered(9));
    const { reports, stop } = await map(queue, { handler, batchSize: 4 });
    await reports.reached(3);
    await stop();
    expect(reports.items.map(({ records }) => records)).toEqual([4, 4, 1]);
  });

  test("E3 a window gathers more than one receive can bring, and ends in time", async () => {
    const queue = await createQueue(broker, { VisibilityTimeout: "5" });
    const { reports, stop } = await map(queue, { handler, batchSize: 25, windowSeconds: 1 });
    const started = performance.now();
    await send(broker, queue, ...numbered(10));
    await send(broker, queue, ...numbered(10));
    const [report] = await reports.reached(1);
    const elapsed = performance.now() - started;
    await stop();
    expect(report?.records).toBe(20);
    expect(elapsed).toBeGreaterThan(950);
    expect(elapsed).toBeLessThan(1_500);
  });

  test("E3 a full batch does not wait for its window", async () => {
    const queue = await createQueue(broker, { VisibilityTimeout: "30" });
    await send(broker, queue, ...numbered(10));
    await send(broker, queue, ...numbered(2));
    const started = performance.now();
    const { reports, stop } = await map(queue, { handler, batchSize: 12, windowSeconds: 10 });
    const [report] = await reports.reached(1);
    await stop();
    expect(report?.records).toBe(12);
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  test("E5 maximum concurrency is a ceiling, and is reached", async () => {
    const queue = await createQueue(broker, { VisibilityTimeout: "30" });
    await send(broker, queue, ...numbered(8));
    const running = { now: 0, most: 0 };
    const { reports, stop } = await map(queue, {
      batchSize: 1,
      maxConcurrency: 3,
      handler: async () => {
        running.most = Math.max(running.most, ++running.now);
        await work(60);
        running.now--;
      },
    });
    await reports.reached(8);
    await stop();
    expect(running.most).toBe(3);
  });

  test("an idle queue costs a call a second, and a fresh message is still handled at once", async () => {
    const queue = await createQueue(broker);
    const receives = new Collected<number>();
    const sqs = watchedClient(broker, (command) => {
      if (command === "ReceiveMessageCommand") receives.add(performance.now());
    });
    const { reports, stop } = await map(queue, { sqs, handler });
    const [first = 0, , third = 0] = await receives.reached(3);
    const sent = performance.now();
    await send(broker, queue, "fresh");
    await reports.reached(1);
    const latency = performance.now() - sent;
    await stop();
    expect(third - first).toBeGreaterThan(1_900);
    expect(latency).toBeLessThan(300);
  });
});

describe.concurrent("what is refused", () => {
  const refused = [
    ["E2 a batch size above 10 without a window", { batchSize: 11 }, {}],
    ["E2 a batch size above 10,000", { batchSize: 10_001, windowSeconds: 1 }, {}],
    ["E2 a batch size above 10 for FIFO", { batchSize: 11 }, { FifoQueue: "true" }],
    ["E3 a window above 300 seconds", { windowSeconds: 301 }, {}],
    ["E3 a window for FIFO", { windowSeconds: 1 }, { FifoQueue: "true" }],
    ["E5 a maximum concurrency below 2", { maxConcurrency: 1 }, {}],
    ["E6 a function timeout above the visibility timeout", { functionTimeoutMs: 1_001 }, {}],
  ] as const;

  test.each(refused)("%s", async (_rule, options, attributes) => {
    const queue = await createQueue(broker, attributes);
    await expect(map(queue, { handler, ...options })).rejects.toThrow(
      expect.objectContaining({ name: "InvalidParameterValueException" }),
    );
  });

  test("E6 a visibility timeout below six function timeouts is only warned of", async () => {
    const [short, long] = await Promise.all(
      ["2", "3"].map((VisibilityTimeout) => createQueue(broker, { VisibilityTimeout })),
    );
    const [warned, quiet] = await Promise.all(
      [short, long].map((queue) => map(queue as TestQueue, { handler })),
    );
    await Promise.all([warned?.stop(), quiet?.stop()]);
    expect(warned?.warnings.items).toEqual([expect.stringContaining("visibility timeout")]);
    expect(quiet?.warnings.items).toEqual([]);
  });
});

describe.concurrent("success and failure", () => {
  test("E7 a message is deleted after the function succeeded, not before", async () => {
    const queue = await createQueue(broker);
    const depths: number[] = [];
    const { reports, stop } = await map(queue, {
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
    const queue = await createQueue(broker);
    await send(broker, queue, "a", "b");
    const calls: { at: number; receiveCounts: (string | undefined)[] }[] = [];
    const { reports, stop } = await map(queue, {
      handler: async ({ Records }) => {
        calls.push({
          at: performance.now(),
          receiveCounts: Records.map(({ attributes }) => attributes.ApproximateReceiveCount),
        });
        if (calls.length === 1) throw new Error("no dough");
      },
    });
    const [failed, succeeded] = await reports.reached(2);
    await stop();
    expect(failed).toMatchObject({ outcome: "failed", error: new Error("no dough"), records: 2 });
    expect(failed?.failedIds).toHaveLength(2);
    expect(succeeded?.outcome).toBe("ok");
    expect(calls.map(({ receiveCounts }) => receiveCounts)).toEqual([
      ["1", "1"],
      ["2", "2"],
    ]);
    expect((calls[1]?.at ?? 0) - (calls[0]?.at ?? 0)).toBeGreaterThan(900);
  });

  test("E8 a function that takes too long fails, and is invoked again", async () => {
    const queue = await createQueue(broker);
    await send(broker, queue, "slow");
    let calls = 0;
    const { reports, stop } = await map(queue, {
      functionTimeoutMs: 100,
      handler: async () => (calls++ === 0 ? work(3_000, undefined, { ref: false }) : undefined),
    });
    const [slow, quick] = await reports.reached(2);
    await stop();
    expect(slow).toMatchObject({ outcome: "timeout", failedIds: [expect.any(String)] });
    expect(slow?.error).toMatchObject({ message: "Task timed out after 0.10 seconds" });
    expect(slow?.durationMs).toBeLessThan(1_000);
    expect(quick?.outcome).toBe("ok");
  });

  test("E9 a report that was not asked for is ignored", async () => {
    const queue = await createQueue(broker);
    await send(broker, queue, "a");
    const { reports, stop } = await map(queue, {
      reportBatchItemFailures: false,
      handler: async (event) => failing(event, () => true),
    });
    const [report] = await reports.reached(1);
    await stop();
    expect(report?.outcome).toBe("ok");
    expect(await depthOf(broker, queue.url)).toBe(0);
  });

  test("E10 only the listed messages return", async () => {
    const queue = await createQueue(broker);
    await send(broker, queue, "a", "b", "c");
    const seen: string[] = [];
    const { reports, stop } = await map(queue, {
      handler: async (event) => {
        seen.push(...bodiesOf(event));
        return failing(event, (body) => body === "b" && count(seen)["b"] === 1);
      },
    });
    const [partial, rest] = await reports.reached(2);
    await stop();
    expect(partial).toMatchObject({ outcome: "partial", records: 3, failedIds: [expect.any(String)] });
    expect(rest).toMatchObject({ outcome: "ok", records: 1 });
    expect(count(seen)).toEqual({ a: 1, b: 2, c: 1 });
    expect(await depthOf(broker, queue.url)).toBe(0);
  });

  test("E12 an unreadable report returns the whole batch, in the end to the DLQ", async () => {
    const { queue, dlq } = await createQueuePair(broker, 2);
    await send(broker, queue, "a", "b");
    const { reports, stop } = await map(queue, {
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
    const { stop } = await map(queue, {
      handler: async (event) => {
        seen.push(...bodiesOf(event));
        return failing(event, (body) => body === "poison");
      },
    });
    await broker.spy.waitForMessage({ service: "sqs", queueName: queue.name }, "dlq");
    await stop();
    expect(count(seen)).toEqual({ good: 1, poison: 3, fine: 1 });
    expect((await receiveNow(broker, dlq.url)).map(({ Body }) => Body)).toEqual(["poison"]);
  });

  test("E15 FIFO: the order within a group is kept, a failure blocks its group only", async () => {
    const queue = await createQueue(broker, { FifoQueue: "true", ContentBasedDeduplication: "true" });
    for (const body of ["a1", "a2", "a3", "b1", "b2"]) {
      const message = { QueueUrl: queue.url, MessageBody: body, MessageGroupId: body.charAt(0) };
      await broker.sqs.send(new SendMessageCommand(message));
    }
    const done = new Collected<string>();
    let failed = false;
    const { stop } = await map(queue, {
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

describe.concurrent("invocation", () => {
  test("the event is the function's own: what it does to it changes nothing", async () => {
    const queue = await createQueue(broker);
    await send(broker, queue, "a");
    const { reports, stop } = await map(queue, {
      handler: async ({ Records }) => {
        for (const record of Records)
          Object.assign(record, { messageId: "other", receiptHandle: "other", body: "other" });
        Records.length = 0;
      },
    });
    const [report] = await reports.reached(1);
    await stop();
    expect(report).toMatchObject({ outcome: "ok", records: 1 });
    expect(await depthOf(broker, queue.url)).toBe(0);
  });

  test("a synchronous throw is a failure like any other", async () => {
    const queue = await createQueue(broker, { VisibilityTimeout: "30" });
    await send(broker, queue, "a");
    const { reports, stop } = await map(queue, {
      handler: () => {
        throw new TypeError("not even a promise");
      },
    });
    const [report] = await reports.reached(1);
    await stop();
    expect(report).toMatchObject({ outcome: "failed", error: new TypeError("not even a promise") });
  });

  test("the report carries the correlation ids of the CloudEvents in the batch", async () => {
    const queue = await createQueue(broker);
    const event = { specversion: "1.0", id: "1", type: "stock.empty", correlationid: "story-1" };
    await send(broker, queue, JSON.stringify(event), JSON.stringify(event), "no event");
    const { reports, stop } = await map(queue, { handler });
    const [report] = await reports.reached(1);
    await stop();
    expect(report).toMatchObject({ functionName: "under-test", records: 3, correlationIds: ["story-1"] });
  });

  test("a reporter that throws stops nothing", async () => {
    const queue = await createQueue(broker);
    const reports = new Collected<string>();
    const { warnings, stop } = await map(queue, {
      handler,
      onInvocation: ({ outcome }) => {
        reports.add(outcome);
        throw new Error("log is full");
      },
    });
    await send(broker, queue, "a");
    await reports.reached(1);
    await send(broker, queue, "b");
    await reports.reached(2);
    await stop();
    expect(warnings.items.filter((warning) => warning.includes("reported"))).toHaveLength(2);
  });
});

describe.concurrent("outages and stopping", () => {
  test("E16 the mapping outlives its broker and goes on with the next one", async () => {
    const settings = { visibilityTimeoutSeconds: 30, maxReceiveCount: 5 };
    const first = await startBroker({ port: 0, ...settings });
    const port = Number(new URL(first.endpoint).port);
    const { reports, warnings, stop } = await map(first.queues.ads, {
      sqs: watchedClient(first, () => {}),
      handler,
    });
    await first.stop();
    await warnings.reached(1);
    const second = await startBroker({ port, ...settings });
    await send(second, second.queues.ads, "after the outage");
    const [report] = await reports.reached(1);
    await stop();
    await second.stop();
    expect(report?.outcome).toBe("ok");
  });

  test("E17 what a receive in flight brings after stop() is visible again at once", async () => {
    const queue = await createQueue(broker, { VisibilityTimeout: "30" });
    const calls = new Collected<string>();
    const { reports, stop } = await map(queue, {
      sqs: watchedClient(broker, calls.add),
      handler,
    });
    await calls.reached(2);
    const stopped = stop();
    await send(broker, queue, "late");
    await stopped;
    expect(reports.items).toEqual([]);
    expect((await receiveNow(broker, queue.url)).map(({ Body }) => Body)).toEqual(["late"]);
  });

  test("E17 stopping within a window gives its messages back", async () => {
    const queue = await createQueue(broker, { VisibilityTimeout: "30" });
    await send(broker, queue, ...numbered(3));
    const receives = new Collected<string>();
    const sqs = watchedClient(
      broker,
      (command) => command === "ReceiveMessageCommand" && receives.add(command),
    );
    const { reports, stop } = await map(queue, { sqs, handler, windowSeconds: 20 });
    await receives.reached(2);
    await stop();
    expect(reports.items).toEqual([]);
    expect(await attributesOf(broker.sqs, queue.url)).toMatchObject({ ApproximateNumberOfMessages: "3" });
  });

  test("E17 stop() waits for running invocations and deletes what they did", async () => {
    const queue = await createQueue(broker, { VisibilityTimeout: "30" });
    const started = new Collected<string>();
    const { reports, stop } = await map(queue, {
      handler: async () => {
        started.add("started");
        await work(200);
      },
    });
    await send(broker, queue, "a");
    await started.reached(1);
    await stop();
    expect(reports.items).toMatchObject([{ outcome: "ok" }]);
    expect(await depthOf(broker, queue.url)).toBe(0);
  });

  test("E18 a lost delete is tried again, then the message comes again", async () => {
    const queue = await createQueue(broker);
    await send(broker, queue, "a");
    let deletes = 0;
    const sqs = watchedClient(broker, (command) => {
      if (command === "DeleteMessageBatchCommand" && ++deletes <= 4) throw new Error("lost");
    });
    const ids: (string | undefined)[] = [];
    const { reports, warnings, stop } = await map(queue, {
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
