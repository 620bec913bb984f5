import type { SQSClient } from "@aws-sdk/client-sqs";
import type { SQSRecord } from "aws-lambda";
import { collectBatch } from "./collectBatch.ts";
import { invoke, type InvocationReport, type SqsFunction } from "./invoke.ts";
import { pause } from "../pause.ts";
import { deleteMessages, describeQueue, release, type SourceQueue } from "./sourceQueue.ts";
import { validateMapping, visibilityIsShort } from "./validateMapping.ts";

export interface EventSourceMappingOptions {
  sqs: SQSClient;
  queueUrl: string;
  handler: SqsFunction;
  functionName: string;
  /** Most messages of one invocation, 10 by default. */
  batchSize?: number;
  /** Seconds to gather a batch in, 0 (do not gather) by default. */
  windowSeconds?: number;
  /** Most invocations at one time, 2 to 1,000. */
  maxConcurrency: number;
  functionTimeoutMs: number;
  reportBatchItemFailures: boolean;
  /** Called once per invocation, when its messages are settled. */
  onInvocation?: (report: InvocationReport) => void;
  /** Called with what the mapping survives but somebody should know; by default `console.warn`. */
  onWarning?: (message: string, error?: unknown) => void;
}

export interface EventSourceMapping {
  /** Resolves when the receive in flight came back (a second at most) and every running invocation ended. */
  stop: () => Promise<void>;
}

type Mapping = Required<Omit<EventSourceMappingOptions, "sqs" | "queueUrl">>;

/** Longest pause in milliseconds between two attempts to reach a queue that is away. */
const longestBackoffMs = 5_000;

/**
 * Invokes a function with the messages of a queue as Lambda's SQS event source does (rules E1 to E18; E4, the 6 MB
 * payload, left out). Source: Lambda Developer Guide, "Using Lambda with Amazon SQS".
 * @throws InvalidParameterValueException for what Lambda refuses; the SDK's error for a queue that cannot be read.
 */
export async function startEventSourceMapping(
  options: EventSourceMappingOptions,
): Promise<EventSourceMapping> {
  const { sqs, queueUrl, ...settings } = options;
  const mapping = {
    batchSize: 10,
    windowSeconds: 0,
    onInvocation: () => {},
    onWarning: console.warn,
    ...settings,
  };
  const queue = await describeQueue(sqs, queueUrl);
  validateMapping(mapping, queue);
  if (visibilityIsShort(mapping, queue)) {
    mapping.onWarning(
      `${mapping.functionName}: the visibility timeout is below 6 x function timeout + window`,
    );
  }
  const stopping = new AbortController();
  const polling = poll(queue, mapping, stopping.signal);
  return {
    stop: () => {
      stopping.abort();
      return polling;
    },
  };
}

/** One poller feeds every invocation, and receives only when one may start: a message that waits here grows old. */
async function poll(queue: SourceQueue, mapping: Mapping, stopping: AbortSignal): Promise<void> {
  const running = new Set<Promise<void>>();
  let failures = 0;
  while (!stopping.aborted) {
    if (running.size >= mapping.maxConcurrency) {
      await Promise.race(running);
      continue;
    }
    try {
      const batch = await collectBatch(queue, mapping, stopping);
      failures = 0;
      if (stopping.aborted) await release(queue, batch);
      else if (batch.length > 0) start(running, processBatch(queue, mapping, batch));
    } catch (error) {
      mapping.onWarning(`${mapping.functionName}: cannot poll its queue`, error);
      await pause(backoffMs(failures++), stopping);
    }
  }
  await Promise.all(running);
}

function start(running: Set<Promise<void>>, invocation: Promise<void>) {
  const ended = invocation.finally(() => running.delete(ended));
  running.add(ended);
}

/** Invokes the function and deletes what succeeded (E7); the rest returns when its visibility timeout ends (E8). */
async function processBatch(
  queue: SourceQueue,
  mapping: Mapping,
  batch: readonly SQSRecord[],
): Promise<void> {
  try {
    const report = await invoke(mapping, batch);
    const failed = new Set(report.failedIds);
    const succeeded = batch.filter(({ messageId }) => !failed.has(messageId));
    await deleteMessages(queue, succeeded).catch((error: unknown) =>
      mapping.onWarning(`${mapping.functionName}: succeeded, but its messages will come again`, error),
    );
    mapping.onInvocation(report);
  } catch (error) {
    mapping.onWarning(`${mapping.functionName}: its invocation could not be reported`, error);
  }
}

/** Doubling from 100 ms, with jitter so that the queues do not come back in step. */
function backoffMs(failures: number) {
  return Math.min(longestBackoffMs, 100 * 2 ** failures) * (0.5 + Math.random() / 2);
}
