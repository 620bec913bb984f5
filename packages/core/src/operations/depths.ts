import { config } from "../config.ts";
import { oldestAges } from "./age.ts";
import type { Queue } from "./operations.schema.ts";
import { depth, type QueueName, queueNames } from "./queues.ts";

/** Every work queue with its dead letters. */
export async function listQueues(): Promise<Queue[]> {
  const [ages, depths] = await Promise.all([oldestAges(), Promise.all(queueNames.map(bothDepths))]);
  return depths.map(({ name, work, dead }) => ({
    name,
    ...work,
    deadLetters: dead.visible + dead.inFlight,
    oldestAgeSeconds: work.visible + work.inFlight === 0 ? null : (ages.get(name) ?? null),
  }));
}

/** What waits in a queue, and in its dead-letter queue. */
export async function bothDepths(name: QueueName) {
  const [work, dead] = await Promise.all([
    depth(config.queueUrl(name)),
    depth(config.deadLetterQueueUrl(name)),
  ]);
  return { name, work, dead };
}
