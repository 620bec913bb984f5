import * as v from "valibot";
import { callAws } from "../aws.ts";
import { config } from "../config.ts";
import { log, reason } from "../log.ts";
import { type QueueName, queueNames } from "./queues.ts";

/** How far back the latest reading may lie, in milliseconds: CloudWatch gets one a minute from SQS. */
const WITHIN_MS = 5 * 60_000;

const Answer = v.object({
  MetricDataResults: v.array(v.object({ Id: v.string(), Values: v.array(v.number()) })),
});

/**
 * Seconds that the oldest message of each queue has waited. SQS tells it only as a metric
 * (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html);
 * a queue without a reading is left out, and where there is none at all the counts are still worth showing.
 */
export async function oldestAges(): Promise<Map<string, number>> {
  const operation = {
    service: "monitoring",
    target: "GraniteServiceVersion20100801.GetMetricData",
    jsonVersion: "1.0",
  } as const;
  const now = Date.now();
  const input = {
    MetricDataQueries: queueNames.map(query),
    StartTime: (now - WITHIN_MS) / 1000,
    EndTime: now / 1000,
    ScanBy: "TimestampDescending",
  };
  try {
    const { MetricDataResults } = v.parse(Answer, await callAws(operation, input));
    return new Map(
      MetricDataResults.flatMap(({ Id, Values: [latest] }) => (latest === undefined ? [] : [[Id, latest]])),
    );
  } catch (error) {
    log.warn("the age of the queues could not be read", { reason: reason(error) });
    return new Map();
  }
}

const query = (name: QueueName) => ({
  Id: name,
  MetricStat: {
    Metric: {
      Namespace: "AWS/SQS",
      MetricName: "ApproximateAgeOfOldestMessage",
      Dimensions: [{ Name: "QueueName", Value: new URL(config.queueUrl(name)).pathname.split("/").at(-1) }],
    },
    Period: 60,
    Stat: "Maximum",
  },
});
