import { afterAll, describe, expect, test } from "vitest";
import { InvalidParameterValueException } from "./validateMapping.ts";
import { handler, map } from "./testing/mapping.ts";
import { createQueue, startTestBroker } from "../messaging/testing/queues.ts";

const broker = await startTestBroker();
afterAll(() => broker.stop());

describe.concurrent("what is refused", () => {
  const refused = [
    ["E2 a batch size above 10 without a window", { batchSize: 11 }, {}],
    ["E2 a batch size above 10,000", { batchSize: 10_001, windowSeconds: 1 }, {}],
    ["E2 a batch size above 10 for FIFO", { batchSize: 11 }, { FifoQueue: "true" }],
    ["E3 a window above 300 seconds", { windowSeconds: 301 }, {}],
    ["E3 a window for FIFO", { windowSeconds: 1 }, { FifoQueue: "true" }],
    ["E5 a maximum concurrency below 2", { maxConcurrency: 1 }, {}],
    ["E6 a function timeout above the visibility timeout", { functionTimeoutMs: 30_001 }, {}],
  ] as const;

  test.each(refused)("%s", async (_rule, options, attributes) => {
    const queue = await createQueue(broker, attributes);
    await expect(map(broker, queue, { handler, ...options })).rejects.toThrow(InvalidParameterValueException);
  });

  test("E6 a visibility timeout below six function timeouts is only warned of", async () => {
    const queue = await createQueue(broker);
    const short = await map(broker, queue, { handler, functionTimeoutMs: 5_001 });
    const enough = await map(broker, queue, { handler, functionTimeoutMs: 5_000 });
    await Promise.all([short.stop(), enough.stop()]);
    expect(short.warnings.items).toEqual([expect.stringContaining("visibility timeout")]);
    expect(enough.warnings.items).toEqual([]);
  });
});
