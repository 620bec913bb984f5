import type { SQSEvent } from "aws-lambda";
import { setTimeout as work } from "node:timers/promises";
import { afterAll, describe, expect, test } from "vitest";
import { Collected } from "../messaging/testing/collected.ts";
import { handler, map } from "./testing/mapping.ts";
import { createQueue, depthOf, redelivering, send, startTestBroker } from "../messaging/testing/queues.ts";

const broker = await startTestBroker();
afterAll(() => broker.stop());

describe.concurrent("an invocation", () => {
  test("E1 the function gets SQSEvent records and a Lambda context", async () => {
    const queue = await createQueue(broker);
    const calls = new Collected<{ event: SQSEvent; left: number; name: string }>();
    const { stop } = await map(broker, queue, {
      functionTimeoutMs: 30_000,
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
    expect(call?.left).toBeGreaterThan(27_000);
    expect(call?.left).toBeLessThanOrEqual(30_000);
  });

  test("E8 a function that takes too long fails, and is invoked again", async () => {
    const queue = await createQueue(broker, redelivering);
    await send(broker, queue, "slow");
    let calls = 0;
    const { reports, stop } = await map(broker, queue, {
      functionTimeoutMs: 100,
      handler: async () => (calls++ === 0 ? work(300_000, undefined, { ref: false }) : undefined),
    });
    const [slow, quick] = await reports.reached(2);
    await stop();
    expect(slow).toMatchObject({ outcome: "timeout", failedIds: [expect.any(String)] });
    expect(slow?.error).toMatchObject({ message: "Task timed out after 0.10 seconds" });
    expect(slow?.durationMs).toBeLessThan(2_500);
    expect(quick?.outcome).toBe("ok");
  });

  test("the event is the function's own: what it does to it changes nothing", async () => {
    const queue = await createQueue(broker);
    await send(broker, queue, "a");
    const { reports, stop } = await map(broker, queue, {
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
    const queue = await createQueue(broker);
    await send(broker, queue, "a");
    const { reports, stop } = await map(broker, queue, {
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
    const { reports, stop } = await map(broker, queue, { handler });
    const [report] = await reports.reached(1);
    await stop();
    expect(report).toMatchObject({ functionName: "under-test", records: 3, correlationIds: ["story-1"] });
  });

  test("a reporter that throws stops nothing", async () => {
    const queue = await createQueue(broker);
    const reports = new Collected<string>();
    const { warnings, stop } = await map(broker, queue, {
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
