import type { SQSRecord } from "aws-lambda";
import { afterAll, describe, expect, test } from "vitest";
import { Collected } from "../messaging/testing/collected.ts";
import { handler, map, numbered } from "./testing/mapping.ts";
import { createQueue, send, startTestBroker, watchedClient } from "../messaging/testing/queues.ts";

const broker = await startTestBroker();
afterAll(() => broker.stop());

describe.concurrent("collectBatch", () => {
  test("E2 ten records by default", async () => {
    const queue = await createQueue(broker);
    await send(broker, queue, ...numbered(10));
    await send(broker, queue, ...numbered(3));
    const { reports, stop } = await map(broker, queue, { handler });
    const [first, second] = await reports.reached(2);
    await stop();
    expect([first?.records, second?.records]).toEqual([10, 3]);
  });

  test("E2 never more than the batch size", async () => {
    const queue = await createQueue(broker);
    await send(broker, queue, ...numbered(9));
    const { reports, stop } = await map(broker, queue, { handler, batchSize: 4 });
    await reports.reached(3);
    await stop();
    expect(reports.items.map(({ records }) => records)).toEqual([4, 4, 1]);
  });

  test("E3 a window gathers more than one receive can bring, and ends in time", async () => {
    const queue = await createQueue(broker);
    await send(broker, queue, ...numbered(10));
    await send(broker, queue, ...numbered(10));
    const receives = new Collected<string>();
    const sqs = watchedClient(
      broker,
      (command) => command === "ReceiveMessageCommand" && receives.add(command),
    );
    const started = performance.now();
    const { reports, stop } = await map(broker, queue, { sqs, handler, batchSize: 25, windowSeconds: 5 });
    const [report] = await reports.reached(1);
    const elapsed = performance.now() - started;
    const received = receives.items.length;
    await stop();
    expect(report?.records).toBe(20);
    expect(elapsed).toBeGreaterThan(4_950);
    // Not by the clock, which a busy machine lets run on: two that bring something, one a second that does not, and
    // ten in the last second; then the next batch's first.
    expect(received).toBeLessThanOrEqual(2 + 5 + 10 + 1);
  });

  test("E3 a full batch does not wait for its window", async () => {
    const queue = await createQueue(broker);
    await send(broker, queue, ...numbered(10));
    await send(broker, queue, ...numbered(2));
    const started = performance.now();
    const { reports, stop } = await map(broker, queue, { handler, batchSize: 12, windowSeconds: 300 });
    const [report] = await reports.reached(1);
    await stop();
    expect(report?.records).toBe(12);
    expect(performance.now() - started).toBeLessThan(150_000);
  });

  test("an idle queue costs a call a second, and a fresh message is still handled at once", async () => {
    const queue = await createQueue(broker);
    const receives = new Collected<number>();
    const sqs = watchedClient(broker, (command) => {
      if (command === "ReceiveMessageCommand") receives.add(performance.now());
    });
    const records = new Collected<SQSRecord>();
    const { stop } = await map(broker, queue, {
      sqs,
      handler: async ({ Records }) => Records.forEach(records.add),
    });
    const [first = 0, , third = 0] = await receives.reached(3);
    await send(broker, queue, "fresh");
    const [fresh] = await records.reached(1);
    await stop();
    expect(third - first).toBeGreaterThan(1_900);
    const { SentTimestamp, ApproximateFirstReceiveTimestamp } = fresh?.attributes ?? {};
    expect(Number(ApproximateFirstReceiveTimestamp) - Number(SentTimestamp)).toBeLessThan(500);
  });
});
