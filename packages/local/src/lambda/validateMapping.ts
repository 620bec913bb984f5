import type { SourceQueue } from "./sourceQueue.ts";

interface MappingSettings {
  batchSize: number;
  windowSeconds: number;
  maxConcurrency: number;
  functionTimeoutMs: number;
}

/** As Lambda names it when CreateEventSourceMapping is refused. */
export class InvalidParameterValueException extends Error {
  override name = "InvalidParameterValueException";
}

/**
 * Refuses what Lambda refuses for an SQS event source (E2, E3, E5, E6).
 * Sources: Lambda API Reference, CreateEventSourceMapping; Developer Guide, "Configuring an SQS event source".
 * @throws InvalidParameterValueException.
 */
export function validateMapping(settings: MappingSettings, queue: SourceQueue): void {
  const { batchSize, windowSeconds, maxConcurrency, functionTimeoutMs } = settings;
  const { fifo, visibilityTimeoutMs } = queue;
  within("batch size", batchSize, 1, fifo ? 10 : 10_000);
  within("maximum batching window in seconds", windowSeconds, 0, fifo ? 0 : 300);
  within("maximum concurrency", maxConcurrency, 2, 1_000);
  if (batchSize > 10 && windowSeconds < 1) {
    throw new InvalidParameterValueException(
      "A batch size above 10 needs a batching window of at least 1 second",
    );
  }
  if (functionTimeoutMs > visibilityTimeoutMs) {
    throw new InvalidParameterValueException(
      `Queue visibility timeout: ${visibilityTimeoutMs / 1000} seconds is less than Function timeout: ${functionTimeoutMs / 1000} seconds`,
    );
  }
}

/** Whether the visibility timeout leaves room for retries: six function timeouts and the window, as AWS recommends (E6). */
export function visibilityIsShort(
  { functionTimeoutMs, windowSeconds }: MappingSettings,
  queue: SourceQueue,
): boolean {
  return queue.visibilityTimeoutMs < 6 * functionTimeoutMs + windowSeconds * 1000;
}

function within(what: string, value: number, least: number, most: number) {
  if (Number.isInteger(value) && value >= least && value <= most) return;
  throw new InvalidParameterValueException(
    `The ${what} ${value} is not a whole number from ${least} to ${most}`,
  );
}
