import { isObject } from "./json.ts";

/** What this needs of a Fastify request. */
export interface HttpRequest {
  headers: Record<string, string | string[] | undefined>;
  body: unknown;
}

/** The action, queue and further input of a request in SQS's JSON protocol; all empty for any other request. */
export function parseSqsRequest({ headers, body }: HttpRequest) {
  const target = headers["x-amz-target"];
  if (typeof target !== "string" || !isObject(body)) return { action: "", queueName: "", input: {} };
  const { QueueUrl: queueUrl, ...input } = body;
  return {
    action: target.replace("AmazonSQS.", ""),
    queueName: String(queueUrl).split("/").at(-1) ?? "",
    input,
  };
}

/** The messages that a SendMessage or SendMessageBatch sends; `entryId` is a message's name within the batch. */
export function messagesOf(action: string, input: Record<string, unknown>) {
  if (action === "SendMessage") return [{ entryId: undefined, message: input }];
  if (action !== "SendMessageBatch" || !Array.isArray(input["Entries"])) return [];
  return input["Entries"].filter(isObject).map(({ Id: entryId, ...message }) => ({ entryId, message }));
}

/** The message id that the answer to a send gives an entry, `undefined` when the entry was refused. */
export function messageIdIn(answer: unknown, entryId: unknown): string | undefined {
  if (!isObject(answer)) return undefined;
  const accepted: unknown[] = Array.isArray(answer["Successful"]) ? answer["Successful"] : [answer];
  const entry = accepted.filter(isObject).find((candidate) => candidate["Id"] === entryId);
  return typeof entry?.["MessageId"] === "string" ? entry["MessageId"] : undefined;
}
