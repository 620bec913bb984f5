import { queues } from "@donut-states/core/topology";

/** The queues of the topology: `"factory" | "ads" | "ops" | "receipts" | "orders"`. */
export type QueueName = keyof typeof queues;

/** Queues whose messages exist nowhere else, and so are tried again after a restart, dead letters included. */
export const durableQueues: readonly QueueName[] = ["receipts"];

/** The dead-letter queues that keep their messages as they are; the database fills the queues before them again. */
export const keptDeadLetterQueues = Object.keys(queues)
  .filter((name) => !durableQueues.some((durable) => durable === name))
  .map(deadLetterQueueName);

/** The file that keeps the messages of a queue, in the store's directory. */
export const journalFile = (queueName: string) => `${queueName}.journal`;

/** Every such file, also while it is being written anew. */
export const journalFiles = [...durableQueues, ...keptDeadLetterQueues]
  .map(journalFile)
  .flatMap((file) => [file, `${file}.tmp`]);

/** The name of the dead-letter queue that belongs to a queue. */
export function deadLetterQueueName(queueName: string) {
  return `${queueName}-dlq`;
}
