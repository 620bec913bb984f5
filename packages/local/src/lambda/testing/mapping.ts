import type { SQSEvent } from "aws-lambda";
import type { Broker } from "../../messaging/broker.ts";
import { type EventSourceMappingOptions, startEventSourceMapping } from "../eventSourceMapping.ts";
import type { InvocationReport } from "../invoke.ts";
import { Collected } from "../../messaging/testing/collected.ts";
import { REDELIVERED_S, type TestQueue } from "../../messaging/testing/queues.ts";

type MappingOptions = Partial<EventSourceMappingOptions> & Pick<EventSourceMappingOptions, "handler">;

/** Maps a function to a queue; `reports` and `warnings` collect what the mapping says. */
export async function map({ sqs }: Broker, { url }: Pick<TestQueue, "url">, options: MappingOptions) {
  const reports = new Collected<InvocationReport>();
  const warnings = new Collected<string>();
  const { stop } = await startEventSourceMapping({
    sqs,
    queueUrl: url,
    functionName: "under-test",
    maxConcurrency: 2,
    functionTimeoutMs: REDELIVERED_S * 1_000,
    reportBatchItemFailures: true,
    onInvocation: reports.add,
    onWarning: warnings.add,
    ...options,
  });
  return { reports, warnings, stop };
}

/** A function that succeeds. */
export const handler = async (): Promise<void> => {};

/** As many different bodies. */
export function numbered(length: number): string[] {
  return Array.from({ length }, (_, index) => `m${index}`);
}

/** The bodies of an event, in its order. */
export function bodiesOf({ Records }: SQSEvent): string[] {
  return Records.map(({ body }) => body);
}

/** The partial batch response that names the messages whose body fails. */
export function failing({ Records }: SQSEvent, fails: (body: string) => boolean) {
  const failed = Records.filter(({ body }) => fails(body));
  return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
}

/** How often each of the bodies is there. */
export function timesEach(bodies: string[]): Record<string, number> {
  const times = (body: string) => bodies.filter((other) => other === body).length;
  return Object.fromEntries(bodies.map((body) => [body, times(body)]));
}
