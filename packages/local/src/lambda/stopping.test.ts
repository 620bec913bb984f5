import { setTimeout as work } from "node:timers/promises";
import { afterAll, describe, expect, test } from "vitest";
import { freePort } from "@donut-states/gateway/server/port";
import { startBroker } from "../messaging/broker.ts";
import { Collected } from "../messaging/testing/collected.ts";
import { handler, map, numbered } from "./testing/mapping.ts";
import {
  attributesOf,
  createQueue,
  depthOf,
  receiveNow,
  send,
  startTestBroker,
  watchedClient,
} from "../messaging/testing/queues.ts";

const broker = await startTestBroker();
afterAll(() => broker.stop());

describe.concurrent("outages and stopping", () => {
  test("E16 the mapping outlives its broker and goes on with the next one", async () => {
    const settings = { visibilityTimeoutSeconds: 30, maxReceiveCount: 5 };
    const port = await freePort("127.0.0.1");
    const first = await startBroker({ port, ...settings });
    const { reports, warnings, stop } = await map(first, first.queues.ads, {
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
    const queue = await createQueue(broker);
    const calls = new Collected<string>();
    const { reports, stop } = await map(broker, queue, {
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
    const queue = await createQueue(broker);
    await send(broker, queue, ...numbered(3));
    const receives = new Collected<string>();
    const sqs = watchedClient(
      broker,
      (command) => command === "ReceiveMessageCommand" && receives.add(command),
    );
    const { reports, stop } = await map(broker, queue, { sqs, handler, windowSeconds: 20 });
    await receives.reached(2);
    await stop();
    expect(reports.items).toEqual([]);
    expect(await attributesOf(broker.sqs, queue.url)).toMatchObject({ ApproximateNumberOfMessages: "3" });
  });

  test("E17 stop() waits for running invocations and deletes what they did", async () => {
    const queue = await createQueue(broker);
    const started = new Collected<string>();
    const { reports, stop } = await map(broker, queue, {
      functionTimeoutMs: 30_000,
      handler: async () => {
        started.add("started");
        // Longer than the receive in flight, for which stop() waits anyway.
        await work(1_400);
      },
    });
    await send(broker, queue, "a");
    await started.reached(1);
    await stop();
    expect(reports.items).toMatchObject([{ outcome: "ok" }]);
    expect(await depthOf(broker, queue.url)).toBe(0);
  });
});
