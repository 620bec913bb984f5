import { resolve } from "node:path";
import { WebhookUrl } from "@donut-states/core/operations/webhook";
import * as v from "valibot";

const port = (fallback: string) =>
  v.pipe(
    v.optional(v.string(), fallback),
    v.digits("must be a port number"),
    v.toNumber(),
    v.maxValue(65_535, "must be a port number"),
  );
/** What a timer can take in milliseconds: 24 days. */
const LARGEST = 2_147_483_647;
const positive = v.pipe(
  v.string(),
  v.decimal("must be a number above 0"),
  v.toNumber(),
  v.gtValue(0, "must be a number above 0"),
  v.maxValue(LARGEST, `must be at most ${LARGEST}`),
);
/** Without path or query: both are added by whoever calls it. */
const baseUrl = v.pipe(
  v.string(),
  v.url("must be a URL"),
  v.regex(/^https?:\/\/[^/?#]+\/?$/, "must be http:// or https:// with a host and no path"),
  v.transform((url) => url.replace(/\/$/, "")),
);
const token = v.pipe(v.string(), v.regex(/^[\x21-\x7e]+$/, "must be visible ASCII characters"));
const mailAddress = v.pipe(v.string(), v.email("must be an e-mail address"));
const databaseUrl = v.pipe(
  v.string(),
  v.url("must be a URL"),
  v.regex(/^(mysql|https?):\/\//, "must start with mysql:// or https://"),
);

const Settings = v.object({
  API_PORT: port("3000"),
  WEB_PORT: port("5173"),
  FACTORY_PORT: port("4000"),
  AWS_PORT: port("4566"),
  FACTORY_URL: v.optional(baseUrl),
  FACTORY_STEP_MS: v.optional(positive, "2000"),
  CALLBACK_BASE_URL: v.optional(baseUrl),
  OPS_TOKEN: v.optional(token),
  LOCAL_DIR: v.pipe(
    v.optional(v.string(), ".local"),
    v.transform((path) => resolve(path)),
  ),
  DATABASE_URL: v.optional(databaseUrl),
  VISIBILITY_TIMEOUT_S: v.optional(
    v.pipe(
      positive,
      v.integer("must be a whole number"),
      v.maxValue(43_200, "must be at most 43200, as in SQS"),
    ),
    "30",
  ),
  MAX_RECEIVE_COUNT: v.optional(
    v.pipe(
      positive,
      v.integer("must be a whole number"),
      v.maxValue(1000, "must be at most 1000, as in SQS"),
    ),
    "5",
  ),
  RESTOCK_OVERDUE_MS: v.optional(positive),
  RATE_LIMIT: v.optional(positive),
  MAIL_FROM: v.optional(mailAddress),
  OPS_EMAIL: v.optional(mailAddress),
  OPS_WEBHOOK_URL: v.optional(WebhookUrl),
});

/** What one store on this machine runs with; a port of 0 takes any free one. */
export type Settings = v.InferOutput<typeof Settings>;

/** Reads the settings from the environment; an empty variable counts as unset. Throws an Error that names each wrong one. */
export function readSettings(environment: NodeJS.ProcessEnv): Settings {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ""));
  const result = v.safeParse(Settings, given);
  if (result.success) return result.output;
  throw new Error(result.issues.map((issue) => `${v.getDotPath(issue)}: ${issue.message}`).join("\n"));
}
