import * as v from "valibot";
import { callAws, NoAnswer } from "./aws.ts";
import { optional, positive, required } from "./env.ts";

/**
 * What the product is configured with: what SST binds (`SST_Secret_value_*`, `SST_Parameter_value_*`) and what the
 * stacks set beside it. The local runtime sets the same names, so no line of product code knows where it runs.
 */

/** What SST v2 leaves in the environment where the value itself is in the parameter store. */
const IN_PARAMETER_STORE = "__FETCH_FROM_SSM__";

/** Milliseconds to wait for a secret, twice at the most: less than the shortest function has, so that it can still say why it fails. */
const WITHIN_MS = 1_500;

const fetched = new Map<string, Promise<string>>();

function secret(name: "DATABASE_URL" | "CALLBACK_SECRET" | "OPS_TOKEN"): Promise<string> {
  const value = required(`SST_Secret_value_${name}`);
  if (value !== IN_PARAMETER_STORE) return Promise.resolve(value);
  const pending = fetched.get(name) ?? fetchSecret(name);
  fetched.set(name, pending);
  pending.catch(() => fetched.delete(name));
  return pending;
}

/**
 * One GetParameters call instead of the SSM client
 * (https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameters.html).
 * A stage without a value of its own uses the app's fallback, as `sst secrets set --fallback` promises.
 */
async function fetchSecret(name: string): Promise<string> {
  const stage = required("SST_STAGE");
  const names = [stage, ".fallback"].map((of) => `/sst/${required("SST_APP")}/${of}/Secret/${name}/value`);
  const operation = { service: "ssm", target: "AmazonSSM.GetParameters", jsonVersion: "1.1" } as const;
  const ask = () => callAws(operation, { Names: names, WithDecryption: true }, { withinMs: WITHIN_MS });
  // A connection that was lost once must not cost the one callback that a function was started for.
  const answer = await ask().catch((error: unknown) => {
    if (error instanceof NoAnswer) return ask();
    throw error;
  });
  const { Parameters } = v.parse(Found, answer);
  for (const path of names) {
    const found = Parameters.find((parameter) => parameter.Name === path);
    if (found) return found.Value;
  }
  throw new Error(`Secret ${name} is not set: run "sst secrets set ${name} VALUE --stage ${stage}"`);
}

const Found = v.object({ Parameters: v.array(v.object({ Name: v.string(), Value: v.string() })) });

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
  /** A secret: whoever knows it may write to the channel behind it. */
  opsWebhookUrl: () => optional("SST_Parameter_value_OPS_WEBHOOK_URL"),
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
  /** Under which name the functions publish metrics; undefined: they do not. */
  metricsService: () => optional("METRICS_SERVICE"),
  /** Base urls of the simulated parts, whose fault switches operations may use; none where everything is real. */
  simulated: () => ({
    factory: optional("SIMULATED_FACTORY_URL"),
    topic: optional("SIMULATED_TOPIC_URL"),
  }),
  /** Where the files are that were deployed with a function. */
  taskRoot: () => optional("LAMBDA_TASK_ROOT") ?? ".",
  /** Requests per second and client; undefined: no limit of our own. */
  rateLimit: () => positive("SST_Parameter_value_RATE_LIMIT"),
};
