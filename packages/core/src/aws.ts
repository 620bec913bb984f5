import { AwsClient } from "aws4fetch";
import { optional, required } from "./env.ts";

/** An operation of an AWS service that speaks the JSON protocol. */
interface Operation {
  /** The name that the endpoint and the signature carry. */
  service: "ssm" | "monitoring" | "sqs";
  /** `Prefix.Operation`, as in the header X-Amz-Target. */
  target: string;
  jsonVersion: "1.0" | "1.1";
}

/** Nothing came back: a connection was lost, or it took too long. */
export class NoAnswer extends Error {}

/** Where another endpoint than AWS's own is named, as for the SDK's clients. */
const ENDPOINTS = {
  ssm: "AWS_ENDPOINT_URL_SSM",
  monitoring: "AWS_ENDPOINT_URL_CLOUDWATCH",
  sqs: "AWS_ENDPOINT_URL_SQS",
};

/** Signing keys, which are good for a day. */
const cache = new Map<string, ArrayBuffer>();

/** The client would wait up to a minute between its ten; a function that starts must fail while it can still say why. */
const RETRIES = 3;

/**
 * One signed call, for places where an SDK client would be most of a cold start
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html). Throws unless AWS answers 2xx,
 * and a NoAnswer also where it takes longer than `withinMs`.
 */
export async function callAws(
  { service, target, jsonVersion }: Operation,
  input: object,
  { withinMs }: { withinMs?: number } = {},
): Promise<unknown> {
  const region = required("AWS_REGION");
  const sessionToken = optional("AWS_SESSION_TOKEN");
  const client = new AwsClient({
    accessKeyId: required("AWS_ACCESS_KEY_ID"),
    secretAccessKey: required("AWS_SECRET_ACCESS_KEY"),
    ...(sessionToken ? { sessionToken } : {}),
    region,
    service,
    retries: RETRIES,
    cache,
  });
  const endpoint =
    optional(ENDPOINTS[service]) ??
    optional("AWS_ENDPOINT_URL") ??
    `https://${service}.${region}.amazonaws.com`;
  const request = {
    method: "POST",
    headers: { "content-type": `application/x-amz-json-${jsonVersion}`, "x-amz-target": target },
    body: JSON.stringify(input),
    ...(withinMs === undefined ? {} : { signal: AbortSignal.timeout(withinMs) }),
  };
  const answer = await client.fetch(endpoint, request).catch((error: unknown) => {
    throw new NoAnswer(`${target} did not answer`, { cause: error });
  });
  if (!answer.ok) throw new Error(`${target} answered ${answer.status}`);
  return answer.json();
}
