import * as v from "valibot";
import { callAws } from "../../aws.ts";
import { config } from "../../config.ts";
import { Uuid } from "../../schema.ts";

/** What the `orders` queue carries: an order to be decided, and the story it belongs to. */
const QueuedOrder = v.strictObject({
  orderId: Uuid,
  correlationid: v.pipe(v.string(), v.maxLength(64)),
});
export type QueuedOrder = v.InferOutput<typeof QueuedOrder>;

/** Reads a message of the `orders` queue; throws for any other. */
export const parseQueuedOrder = (body: string): QueuedOrder => v.parse(QueuedOrder, JSON.parse(body));

/** Milliseconds: a queue that hangs must leave time to decide the order without it. */
const WITHIN_MS = 2_500;

/**
 * Puts an order on the `orders` queue; throws where SQS did not take it. One signed request, as an SQS client would be
 * most of what a sale loads.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
 */
export async function sendOrder(order: QueuedOrder): Promise<void> {
  const operation = { service: "sqs", target: "AmazonSQS.SendMessage", jsonVersion: "1.0" } as const;
  const message = { QueueUrl: config.queueUrl("orders"), MessageBody: JSON.stringify(order) };
  await callAws(operation, message, { withinMs: WITHIN_MS });
}
