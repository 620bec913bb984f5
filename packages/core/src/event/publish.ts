import { PublishBatchCommand, SNSClient } from "@aws-sdk/client-sns";
import { config } from "../config.ts";
import { log, reason } from "../log.ts";
import type { StoreEvent } from "./catalogue.ts";

/** The most entries one PublishBatch takes (https://docs.aws.amazon.com/sns/latest/api/API_PublishBatch.html). */
const BATCH = 10;

/** Milliseconds: a broker that hangs must fail well before the outbox's lease ends. */
const requestHandler = { connectionTimeout: 1_000, requestTimeout: 1_500, throwOnRequestTimeout: true };

let client: SNSClient | undefined;

/** SNS and SQS carry text; some brokers refuse characters outside the BMP, and in JSON an escape means the same. */
const encode = (event: StoreEvent) =>
  JSON.stringify(event).replaceAll(/[\ud800-\udfff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16)}`);

async function publishBatch(events: readonly StoreEvent[]): Promise<string[]> {
  client ??= new SNSClient({ maxAttempts: 2, requestHandler });
  const { Successful = [], Failed = [] } = await client.send(
    new PublishBatchCommand({
      TopicArn: config.topicArn(),
      PublishBatchRequestEntries: events.map((event) => ({
        Id: event.id,
        Message: encode(event),
        MessageAttributes: { type: { DataType: "String", StringValue: event.type } },
      })),
    }),
  );
  for (const { Id, Code, Message } of Failed)
    log.warn("an event was refused by SNS", { eventId: Id, code: Code, reason: Message });
  return Successful.flatMap((entry) => entry.Id ?? []);
}

/**
 * Publishes events to the store's topic, and returns the ids of those that SNS took. Throws where it took none; where
 * it fails half-way, what it took is returned all the same, so that it is not published again.
 */
export async function publish(events: readonly StoreEvent[]): Promise<string[]> {
  const taken: string[] = [];
  try {
    for (let start = 0; start < events.length; start += BATCH)
      taken.push(...(await publishBatch(events.slice(start, start + BATCH))));
  } catch (error) {
    if (taken.length === 0) throw error;
    log.warn("publishing stopped half-way", {
      taken: taken.length,
      of: events.length,
      reason: reason(error),
    });
  }
  return taken;
}
