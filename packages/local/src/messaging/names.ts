import { queues } from "@donut-states/core/topology";

/** The queues of the topology: `"factory" | "ads" | "ops" | "receipts"`. */
export type QueueName = keyof typeof queues;

/** The name of the dead-letter queue that belongs to a queue. */
export function deadLetterQueueName(queueName: string) {
  return `${queueName}-dlq`;
}
