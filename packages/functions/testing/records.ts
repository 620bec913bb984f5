import type { SQSRecord } from "aws-lambda";
import { config } from "@donut-states/core/config";
import { newId } from "@donut-states/core/db/columns";
import { timeouts } from "@donut-states/core/topology";
import type { Handler } from "../src/queue/consumer.ts";

/** A record as Lambda hands it out; what is no text is sent as JSON. */
export function record(body: unknown, { messageId = newId(), receiveCount = 1 } = {}): SQSRecord {
  const now = String(Date.now());
  return {
    messageId,
    receiptHandle: newId(),
    body: typeof body === "string" ? body : JSON.stringify(body),
    attributes: {
      ApproximateReceiveCount: String(receiveCount),
      SentTimestamp: now,
      SenderId: "test",
      ApproximateFirstReceiveTimestamp: now,
    },
    messageAttributes: {},
    md5OfBody: "",
    eventSource: "aws:sqs",
    eventSourceARN: "arn:aws:sqs:ap-northeast-2:000000000000:test",
    awsRegion: "ap-northeast-2",
  };
}

/** Hands records to a consumer and returns the message ids that it reports as failed. */
export async function deliver(handler: Handler, ...Records: SQSRecord[]): Promise<string[]> {
  const { functionMs } = timeouts(config.visibilityTimeoutSeconds());
  const { batchItemFailures } = await handler({ Records }, { getRemainingTimeInMillis: () => functionMs });
  return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
}
