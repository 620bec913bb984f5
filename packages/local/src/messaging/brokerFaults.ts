import { randomUUID } from "node:crypto";
import * as v from "valibot";
import type { Engine } from "./engine.ts";
import { isObject, parseJson } from "./json.ts";
import { type HttpRequest, parseSqsRequest } from "./sqsRequest.ts";

/** What this needs of a Fastify reply. */
interface Reply {
  code: (status: number) => Reply;
  header: (name: string, value: string) => Reply;
  send: (answer: object | string) => Reply;
}

const object = (message: string) => v.custom<object>(isObject, message);
const wanted = "must be a whole number from 1";
const times = v.pipe(v.number(wanted), v.integer(wanted), v.minValue(1, wanted));
const unknown = "is unknown";
const fault = v.pipe(
  object('must be an object such as {} or {"times":1}, or null for off'),
  v.strictObject({ times: v.exactOptional(times) }, unknown),
);

/**
 * The broker's fault switches, each null while off; without `times` a fault stays until it is switched off.
 * `refuse`: SNS takes nothing, so many requests of Publish and PublishBatch are answered 500. `refuseOrders`: likewise
 * SQS takes no message for the queue `orders`.
 */
const BrokerFaults = v.pipe(
  object("must be an object of faults"),
  v.strictObject(
    { refuse: v.nullish(fault, null), refuseOrders: v.exactOptional(v.nullable(fault)) },
    unknown,
  ),
);
type BrokerFaults = v.InferOutput<typeof BrokerFaults>;

const PUBLISHING = ["Publish", "PublishBatch"];

/**
 * Serves the broker's fault switches on its own port, for whoever wants to see a store survive them: `GET /faults` shows
 * them, `PUT /faults` replaces them all; both answer with what holds then, or 400 as a problem (RFC 9457). No part of AWS.
 */
export function serveFaults({ app }: Engine): void {
  let faults: BrokerFaults = { refuse: null };
  app.get("/faults", async () => faults);
  app.put("/faults", async (request: HttpRequest, reply: Reply): Promise<BrokerFaults | Reply> => {
    const result = v.safeParse(BrokerFaults, parseJson(String(request.body)));
    if (!result.success) return refuseSettings(reply, result.issues);
    faults = result.output;
    return faults;
  });
  app.addHook("preHandler", async (request: HttpRequest, reply: Reply): Promise<Reply | undefined> => {
    const { action, queueName } = parseSqsRequest(request);
    if (!faults.refuseOrders || action !== "SendMessage" || queueName !== "orders") return undefined;
    faults = { ...faults, refuseOrders: spend(faults.refuseOrders) };
    return reply.code(500).send({ __type: "InternalFailure", message: "SQS is told to refuse this" });
  });
  app.addHook("preHandler", async ({ body }: HttpRequest, reply: Reply): Promise<Reply | undefined> => {
    if (faults.refuse === null || !isObject(body) || !PUBLISHING.includes(String(body["Action"])))
      return undefined;
    faults = { ...faults, refuse: spend(faults.refuse) };
    return reply.code(500).header("content-type", "text/xml").send(internalError());
  });
}

function spend(on: NonNullable<BrokerFaults["refuse"]>): BrokerFaults["refuse"] {
  if (on.times === undefined) return on;
  return on.times > 1 ? { times: on.times - 1 } : null;
}

/** As SNS says it (https://docs.aws.amazon.com/sns/latest/api/CommonErrors.html). */
const internalError = () => `<ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/">
  <Error><Type>Receiver</Type><Code>InternalError</Code><Message>SNS is told to refuse this</Message></Error>
  <RequestId>${randomUUID()}</RequestId>
</ErrorResponse>`;

function refuseSettings(reply: Reply, issues: readonly v.BaseIssue<unknown>[]): Reply {
  const errors = issues.map((issue) => ({
    pointer: `#/${(v.getDotPath(issue) ?? "").replaceAll(".", "/")}`,
    detail: issue.message,
  }));
  const problem = {
    type: "urn:donut-states:problem:invalid_request",
    title: "The request is not valid",
    status: 400,
    detail: "These are no faults of the broker",
    code: "invalid_request",
    errors,
  };
  return reply.code(400).header("content-type", "application/problem+json").send(problem);
}
