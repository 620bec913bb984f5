import { config } from "../config.ts";
import type { Queue } from "./operations.schema.ts";
import { depth, queueNames } from "./queues.ts";

/** Every work queue with its dead letters. */
export function listQueues(): Promise<Queue[]> {
  return Promise.all(
    queueNames.map(async (name) => {
      const [work, dead] = await Promise.all([
        depth(config.queueUrl(name)),
        depth(config.deadLetterQueueUrl(name)),
      ]);
      return { name, ...work, deadLetters: dead.visible + dead.inFlight, oldestAgeSeconds: null };
    }),
  );
}
