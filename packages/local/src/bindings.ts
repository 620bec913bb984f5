import type { QueueAddress } from "./messaging/provision.ts";
import { awsEnvironment } from "./messaging/aws.ts";
import type { Secrets } from "./directory.ts";
import type { Settings } from "./settings.ts";

/** What the parts of a running store are reached by. */
export interface Addresses {
  databaseUrl: string;
  apiUrl: string;
  webUrl: string;
  factoryUrl: string;
  broker: { endpoint: string; topicArn: string; queues: Record<string, QueueAddress> };
}

/** Steps of the built-in factory before it calls back. */
const FACTORY_STEPS = 4;

/** The environment that SST and the stacks give a function in AWS, pointing at the parts on this machine. */
export function bindings(settings: Settings, secrets: Secrets, addresses: Addresses): Record<string, string> {
  const { broker, apiUrl, webUrl } = addresses;
  return {
    SST_APP: "donut-states",
    SST_STAGE: "local",
    SST_Secret_value_DATABASE_URL: addresses.databaseUrl,
    SST_Secret_value_CALLBACK_SECRET: secrets.CALLBACK_SECRET,
    SST_Secret_value_OPS_TOKEN: secrets.OPS_TOKEN,
    SST_Parameter_value_FACTORY_URL: addresses.factoryUrl,
    SST_Parameter_value_MAIL_FROM: settings.MAIL_FROM ?? "",
    SST_Parameter_value_OPS_EMAIL: settings.OPS_EMAIL ?? "",
    SST_Parameter_value_OPS_WEBHOOK_URL: settings.OPS_WEBHOOK_URL ?? "",
    SST_Parameter_value_RATE_LIMIT: String(settings.RATE_LIMIT ?? ""),
    ...(settings.MAIL_FROM === undefined ? awsEnvironment(broker.endpoint) : brokerOnly(broker.endpoint)),
    STORE_EVENTS_TOPIC_ARN: broker.topicArn,
    SIMULATED_TOPIC_URL: broker.endpoint,
    ...(settings.FACTORY_URL === undefined ? { SIMULATED_FACTORY_URL: addresses.factoryUrl } : {}),
    ...queueBindings(broker.queues),
    CALLBACK_BASE_URL: settings.CALLBACK_BASE_URL ?? apiUrl,
    SITE_ORIGIN: [webUrl, webUrl.replace("127.0.0.1", "localhost")].join(","),
    LEAD_TIME_MS: String(FACTORY_STEPS * settings.FACTORY_STEP_MS),
    VISIBILITY_TIMEOUT_S: String(settings.VISIBILITY_TIMEOUT_S),
    MAX_RECEIVE_COUNT: String(settings.MAX_RECEIVE_COUNT),
    RESTOCK_OVERDUE_MS: String(settings.RESTOCK_OVERDUE_MS ?? ""),
  };
}

/** Mail that is really sent goes to the real SES with the caller's own credentials. */
const brokerOnly = (endpoint: string) => ({
  AWS_ENDPOINT_URL_SNS: endpoint,
  AWS_ENDPOINT_URL_SQS: endpoint,
  AWS_ENDPOINT_URL_CLOUDWATCH: endpoint,
});

function queueBindings(queues: Addresses["broker"]["queues"]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(queues).flatMap(([name, { url, dlqUrl }]) => [
      [`${name.toUpperCase()}_QUEUE_URL`, url],
      [`${name.toUpperCase()}_DLQ_URL`, dlqUrl],
    ]),
  );
}
