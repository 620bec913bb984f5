import { config } from "../config.ts";
import type { Purged, Redriven } from "./operations.schema.ts";
import { depth, discard, move, purge, type QueueName, startMoveTask } from "./queues.ts";
import { walk } from "./walk.ts";

/**
 * Puts dead letters back on their work queue, where they are processed anew, and returns how many. All of them are moved
 * by SQS itself where it can: then the number is what SQS counted when the task began, which is approximate, and the
 * moving goes on afterwards. Chosen ones are moved one by one and counted exactly; an id that is not there is
 * not moved. At least once: whatever fails half-way may be on both queues, and every consumer is idempotent.
 */
export async function redrive(queue: QueueName, ids?: readonly string[]): Promise<Redriven> {
  const [from, to] = [config.deadLetterQueueUrl(queue), config.queueUrl(queue)];
  if (!ids) {
    const { visible } = await depth(from);
    if (await startMoveTask(from, to)) return { moved: visible, approximate: true };
  }
  const left = new Set(ids);
  const moved = await walk(from, {
    visit: async (message) => {
      if (ids && !left.delete(message.MessageId ?? "")) return false;
      await move(from, to, message);
      return true;
    },
    enough: () => ids !== undefined && left.size === 0,
  });
  return { moved, approximate: false };
}

/**
 * Discards all dead letters of a queue, and returns how many there were: approximately, since SQS counts no better and
 * takes up to a minute to empty a queue. It does so once a minute only; asked sooner, the messages are deleted one by
 * one, as many as five seconds allow. Why they died is kept: whoever sees one within that minute knows it was told of.
 */
export async function purgeDeadLetters(queue: QueueName): Promise<Purged> {
  const url = config.deadLetterQueueUrl(queue);
  const { visible, inFlight } = await depth(url);
  const approximate = await purge(url);
  const purged = approximate
    ? visible + inFlight
    : await walk(url, { visit: (message) => discard(url, message).then(() => true) });
  return { purged, approximate };
}
