import { AwsClient } from "aws4fetch";

/**
 * The only reader of the environment: what SST binds (`SST_Secret_value_*`, `SST_Parameter_value_*`) and what the
 * stacks set beside it. The local runtime sets the same names, so no line of product code knows where it runs.
 */

/** What SST v2 leaves in the environment where the value itself is in the parameter store. */
const IN_PARAMETER_STORE = "__FETCH_FROM_SSM__";

const fetched = new Map<string, Promise<string>>();

function required(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === "") throw new Error(`Configuration is missing: ${name} is not set`);
  return value;
}

function optional(name: string): string | undefined {
  return process.env[name] || undefined;
}

function positive(name: string): number | undefined {
  const text = optional(name);
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0)
    throw new Error(`Configuration is wrong: ${name} must be a number above 0`);
  return value;
}

function secret(name: "DATABASE_URL" | "CALLBACK_SECRET" | "OPS_TOKEN"): Promise<string> {
  const value = required(`SST_Secret_value_${name}`);
  if (value !== IN_PARAMETER_STORE) return Promise.resolve(value);
  const pending = fetched.get(name) ?? fetchSecret(name);
  fetched.set(name, pending);
  pending.catch(() => fetched.delete(name));
  return pending;
}

/**
 * One signed GetParameters call instead of the SSM client, which would be most of a cold start
 * (https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameters.html).
 * A stage without a value of its own uses the app's fallback, as `sst secrets set --fallback` promises.
 */
async function fetchSecret(name: string): Promise<string> {
  const region = required("SST_REGION");
  const app = required("SST_APP");
  const names = [required("SST_STAGE"), ".fallback"].map(
    (stage) => `/sst/${app}/${stage}/Secret/${name}/value`,
  );
  const client = new AwsClient({
    accessKeyId: required("AWS_ACCESS_KEY_ID"),
    secretAccessKey: required("AWS_SECRET_ACCESS_KEY"),
    ...(process.env.AWS_SESSION_TOKEN ? { sessionToken: process.env.AWS_SESSION_TOKEN } : {}),
    region,
    service: "ssm",
    retries: 3,
  });
  const answer = await client.fetch(optional("AWS_ENDPOINT_URL") ?? `https://ssm.${region}.amazonaws.com`, {
    method: "POST",
    headers: { "content-type": "application/x-amz-json-1.1", "x-amz-target": "AmazonSSM.GetParameters" },
    body: JSON.stringify({ Names: names, WithDecryption: true }),
  });
  if (!answer.ok)
    throw new Error(`Secret ${name} could not be read: the parameter store answered ${answer.status}`);
  // The answer's shape is AWS's contract (API reference above).
  const { Parameters } = (await answer.json()) as { Parameters?: { Name: string; Value: string }[] };
  for (const path of names) {
    const found = Parameters?.find((parameter) => parameter.Name === path);
    if (found) return found.Value;
  }
  throw new Error(
    `Secret ${name} is not set: run "sst secrets set ${name} VALUE --stage ${required("SST_STAGE")}"`,
  );
}

export const config = {
  /** PlanetScale HTTP url, `https://user:password@host`. */
  databaseUrl: () => secret("DATABASE_URL"),
  /** One or two comma-separated keys: the first signs, all verify, so that a key can be rotated. */
  callbackSecret: () => secret("CALLBACK_SECRET"),
  opsToken: () => secret("OPS_TOKEN"),
  stage: () => required("SST_STAGE"),
  /** Base url of the factory for products whose own factory names none. */
  factoryUrl: () => required("SST_Parameter_value_FACTORY_URL"),
  /** Sender of mail; undefined: mail is stored and not sent. */
  mailFrom: () => optional("SST_Parameter_value_MAIL_FROM"),
  opsEmail: () => optional("SST_Parameter_value_OPS_EMAIL"),
  /** Base url of the Sales API as the factory sees it. */
  callbackBaseUrl: () => required("CALLBACK_BASE_URL"),
  /** The storefront's exact origins, for CORS; comma-separated where it answers under two names. */
  siteOrigins: () => optional("SITE_ORIGIN")?.split(",") ?? [],
  topicArn: () => required("STORE_EVENTS_TOPIC_ARN"),
  queueUrl: (queue: string) => required(`${queue.toUpperCase()}_QUEUE_URL`),
  deadLetterQueueUrl: (queue: string) => required(`${queue.toUpperCase()}_DLQ_URL`),
  visibilityTimeoutSeconds: () => positive("VISIBILITY_TIMEOUT_S"),
  maxReceiveCount: () => positive("MAX_RECEIVE_COUNT"),
  /** Milliseconds the factory is expected to take while nothing has been measured; the real one takes 40 s. */
  leadTimeMs: () => positive("LEAD_TIME_MS") ?? 40_000,
  /** Milliseconds after which an open restock order counts as overdue; undefined: derived from the lead time. */
  overdueMs: () => positive("RESTOCK_OVERDUE_MS"),
  /** Requests per second and client; undefined: no limit of our own. */
  rateLimit: () => positive("RATE_LIMIT"),
};
