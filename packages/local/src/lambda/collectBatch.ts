import type { SQSRecord } from "aws-lambda";
import { pause } from "../pause.ts";
import { receive, type SourceQueue } from "./sourceQueue.ts";

/** Seconds a receive waits for a message: what an idle queue costs (one call) and what stopping may take. */
const longPollSeconds = 1;

/** Milliseconds between calls in the last second of a window, which is too short for a long poll. */
const shortPollMs = 100;

interface BatchSettings {
  batchSize: number;
  windowSeconds: number;
}

/**
 * Receives the next batch, empty when the queue stayed empty. The window opens with the first message and closes when
 * the batch is full, its time is over (E3) or the mapping stops.
 * Source: Lambda Developer Guide, "Polling and batching behavior" of SQS event sources.
 * @throws the SDK's error of the first receive; a later one only closes the window, for messages are waiting.
 */
export async function collectBatch(
  queue: SourceQueue,
  { batchSize, windowSeconds }: BatchSettings,
  stopping: AbortSignal,
): Promise<SQSRecord[]> {
  const first = await receive(queue, batchSize, longPollSeconds);
  // By id: a message whose visibility ends within the window comes twice, and only its last receipt handle is good.
  const batch = new Map(first.map((record) => [record.messageId, record]));
  const windowEnd = performance.now() + windowSeconds * 1000;
  while (batch.size > 0 && batch.size < batchSize && !stopping.aborted) {
    const leftMs = windowEnd - performance.now();
    if (leftMs <= 0) break;
    const waitSeconds = leftMs >= longPollSeconds * 1000 ? longPollSeconds : 0;
    const more = await receive(queue, batchSize - batch.size, waitSeconds).catch(() => undefined);
    if (more === undefined) break;
    for (const record of more) batch.set(record.messageId, record);
    if (more.length === 0 && waitSeconds === 0) await pause(Math.min(shortPollMs, leftMs), stopping);
  }
  return [...batch.values()];
}
