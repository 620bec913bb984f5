import type { Context, SQSEvent, SQSRecord } from "aws-lambda";
import { correlationIdsOf } from "./correlation.ts";
import { judge, type Verdict } from "./judge.ts";
import { createContext } from "./context.ts";
import { FunctionTimeout, withTimeout } from "./timeout.ts";

/** A function as Lambda calls it. */
export type SqsFunction = (event: SQSEvent, context: Context) => Promise<unknown>;

interface FunctionSettings {
  handler: SqsFunction;
  functionName: string;
  functionTimeoutMs: number;
  reportBatchItemFailures: boolean;
}

/** What became of one invocation. */
export interface InvocationReport {
  functionName: string;
  requestId: string;
  durationMs: number;
  /** How many messages the function was given. */
  records: number;
  outcome: "ok" | "partial" | "failed" | "timeout";
  /** What was thrown, or why the response was no good. */
  error?: unknown;
  /** Ids of the messages that SQS will deliver again. */
  failedIds: readonly string[];
  correlationIds: string[];
}

/**
 * Invokes the function with a deep copy of the records and says what became of it; never rejects.
 * A throw or a timeout fails the whole batch (E8), a report counts only when it was asked for (E9).
 * A function that timed out cannot be killed in its own process: it runs on, unheard.
 */
export async function invoke(
  settings: FunctionSettings,
  records: readonly SQSRecord[],
): Promise<InvocationReport> {
  const { functionName, functionTimeoutMs } = settings;
  const context = createContext(functionName, records[0]?.awsRegion ?? "", functionTimeoutMs);
  const messageIds = records.map(({ messageId }) => messageId);
  const started = performance.now();
  const result = await settle(settings, { Records: structuredClone([...records]) }, context, messageIds);
  return {
    functionName,
    requestId: context.awsRequestId,
    durationMs: performance.now() - started,
    records: records.length,
    ...result,
    correlationIds: correlationIdsOf(records.map(({ body }) => body)),
  };
}

type Result = Pick<InvocationReport, "outcome" | "failedIds" | "error">;

async function settle(
  { handler, functionTimeoutMs, reportBatchItemFailures }: FunctionSettings,
  event: SQSEvent,
  context: Context,
  messageIds: readonly string[],
): Promise<Result> {
  try {
    const response = await withTimeout(async () => handler(event, context), functionTimeoutMs);
    return outcomeOf(
      reportBatchItemFailures ? judge(response, messageIds) : { failedIds: [] },
      messageIds.length,
    );
  } catch (error) {
    return { outcome: error instanceof FunctionTimeout ? "timeout" : "failed", failedIds: messageIds, error };
  }
}

function outcomeOf({ failedIds, fault }: Verdict, records: number): Result {
  if (fault !== undefined) return { outcome: "failed", failedIds, error: new Error(fault) };
  if (failedIds.length === 0) return { outcome: "ok", failedIds };
  return { outcome: failedIds.length === records ? "failed" : "partial", failedIds };
}
