import { isObject } from "../messaging/json.ts";

/** Which messages of a batch failed; `fault` says why when the response itself failed them all. */
export interface Verdict {
  failedIds: readonly string[];
  fault?: string;
}

/**
 * Judges what a function with ReportBatchItemFailures returned for a batch: an empty or null response or list is a
 * complete success (E11), listed messages fail alone (E10), anything unreadable or unknown fails the batch (E12, E13).
 * Source: Lambda Developer Guide, "Handling errors for an SQS event source", success and failure conditions.
 */
export function judge(response: unknown, messageIds: readonly string[]): Verdict {
  const fail = (fault: string) => ({ failedIds: messageIds, fault });
  const result = toJson(response);
  if (result === null) return { failedIds: [] };
  if (!isObject(result)) return fail("The response is not a JSON object");
  const list = result["batchItemFailures"] ?? [];
  if (!Array.isArray(list)) return fail("batchItemFailures is not a list");
  const failed = new Set<string>();
  for (const item of list) {
    const id: unknown = isObject(item) ? item["itemIdentifier"] : undefined;
    if (typeof id !== "string" || !messageIds.includes(id)) {
      return fail(`itemIdentifier ${JSON.stringify(id)} is not in the batch`);
    }
    failed.add(id);
  }
  return { failedIds: [...failed] };
}

/** The response as it would arrive: Lambda sends JSON, in which nothing is null and a cycle or a bigint cannot be said. */
function toJson(response: unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(response) ?? "null");
  } catch {
    return undefined;
  }
}
