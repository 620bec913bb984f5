import type { SNSClientConfig } from "@aws-sdk/client-sns";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { newId } from "../db/columns.ts";
import { storeEvent } from "./catalogue.ts";
import { publish } from "./publish.ts";
import { startFaultySns } from "./testing.sns.ts";

const clients = vi.hoisted((): SNSClientConfig[] => []);
vi.mock("@aws-sdk/client-sns", async (load) => {
  const sns = await load<typeof import("@aws-sdk/client-sns")>();
  class SNSClient extends sns.SNSClient {
    constructor(config: SNSClientConfig) {
      super(config);
      clients.push(config);
    }
  }
  return { ...sns, SNSClient };
});

/** Milliseconds that the outbox gives a publisher before another one may take its events. */
const LEASE_MS = 5_000;

let sns: Awaited<ReturnType<typeof startFaultySns>>;
beforeAll(async () => void (sns = await startFaultySns()));
afterAll(() => sns.stop());

test("a broker that keeps hanging is tried twice and given up before the lease ends", async () => {
  sns.verdicts = ["hang", "hang"];
  const about = { subject: "S", correlationId: newId() };
  const event = storeEvent("order.refused", about, { sku: "S", quantity: 1, stock: 0 });
  await expect(publish([event])).rejects.toMatchObject({ name: "TimeoutError" });
  expect([sns.calls, sns.taken]).toEqual([2, []]);
  // Not by the clock, which on a busy machine tells of other things as well.
  const limits = { maxAttempts: 2, requestHandler: { requestTimeout: expect.any(Number) } };
  expect(clients).toMatchObject([limits]);
  const [{ maxAttempts, requestHandler } = {}] = clients;
  const { requestTimeout } = requestHandler as { requestTimeout: number }; // checked above
  expect(Number(maxAttempts) * requestTimeout).toBeLessThan(LEASE_MS - 1_000);
});
