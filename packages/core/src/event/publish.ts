import { PublishBatchCommand, SNSClient } from "@aws-sdk/client-sns";
import { config } from "../config.ts";
import type { StoreEvent } from "./catalogue.ts";

/** The most entries one PublishBatch takes (https://docs.aws.amazon.com/sns/latest/api/API_PublishBatch.html). */
const BATCH = 10;

let client: SNSClient | undefined;

/** SNS and SQS carry text; some brokers refuse characters outside the BMP, and in JSON an escape means the same. */
const encode = (event: StoreEvent) =>
  JSON.stringify(event).replaceAll(/[\ud800-\udfff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16)}`);

async function publishBatch(events: readonly StoreEvent[]): Promise<string[]> {
  client ??= new SNSClient({ maxAttempts: 2 });
  const answer = await client.send(
    new PublishBatchCommand({
      TopicArn: config.topicArn(),
      PublishBatchRequestEntries: events.map((event) => ({
        Id: event.id,
        Message: encode(event),
        MessageAttributes: { type: { DataType: "String", StringValue: event.type } },
      })),
    }),
  );
  return (answer.Successful ?? []).flatMap((entry) => entry.Id ?? []);
}

/** Publishes events to the store's topic, and returns the ids of those that SNS took. */
export async function publish(events: readonly StoreEvent[]): Promise<string[]> {
  const taken: string[] = [];
  for (let start = 0; start < events.length; start += BATCH)
    taken.push(...(await publishBatch(events.slice(start, start + BATCH))));
  return taken;
}
