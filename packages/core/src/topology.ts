/**
 * The shape of the system, as data without imports: the stacks deploy it and the local runtime builds it,
 * so that what runs on one machine and what runs in AWS cannot drift apart.
 */

/** What a stage keeps secret; each function names below the ones it may read. */
export const secrets = ["DATABASE_URL", "CALLBACK_SECRET", "OPS_TOKEN"] as const;

/** What a stage may set and may leave empty; each function names below the ones it may read. */
export const parameters = ["FACTORY_URL", "MAIL_FROM", "OPS_EMAIL", "OPS_WEBHOOK_URL", "RATE_LIMIT"] as const;

/** The one topic that every domain event is published to. */
export const topic = "StoreEvents";

/**
 * Each work queue. `events` is the filter policy of its subscription to the topic: a list of event types,
 * `"all"` for no filter, `"none"` for a queue that the topic does not feed.
 * `maxConcurrency` is the ceiling of its event source mapping (AWS allows 2 to 1000); a batch of more than ten needs a
 * window of at least a second in which it is gathered.
 */
export const queues = {
  factory: {
    events: ["restock.requested"],
    handler: "packages/functions/src/queue/factory.handler",
    batchSize: 1,
    windowSeconds: 0,
    maxConcurrency: 2,
    secrets: ["DATABASE_URL", "CALLBACK_SECRET"],
    parameters: ["FACTORY_URL"],
  },
  ads: {
    events: ["stock.empty", "stock.replenished"],
    handler: "packages/functions/src/queue/ads.handler",
    batchSize: 10,
    windowSeconds: 0,
    maxConcurrency: 2,
    secrets: ["DATABASE_URL"],
    parameters: [],
  },
  ops: {
    events: "all",
    handler: "packages/functions/src/queue/ops.handler",
    batchSize: 10,
    windowSeconds: 0,
    maxConcurrency: 2,
    secrets: ["DATABASE_URL"],
    parameters: [],
  },
  receipts: {
    events: "none",
    handler: "packages/functions/src/queue/receipts.handler",
    batchSize: 10,
    windowSeconds: 0,
    maxConcurrency: 2,
    secrets: ["DATABASE_URL"],
    parameters: [],
  },
  /** Orders of the surge lane, fed by the checkout. A batch is one change of the product's row, so it should fill. */
  orders: {
    events: "none",
    handler: "packages/functions/src/queue/orders.handler",
    batchSize: 32,
    windowSeconds: 1,
    maxConcurrency: 2,
    secrets: ["DATABASE_URL"],
    parameters: [],
  },
} as const;

/** The functions behind the HTTP API. `routes` are API Gateway route keys, `sends` the queues that it feeds. */
export const api = {
  sales: {
    handler: "packages/functions/src/api/sales.handler",
    routes: ["$default"],
    secrets: ["DATABASE_URL"],
    parameters: ["RATE_LIMIT"],
    sends: ["orders"],
  },
  receipt: {
    handler: "packages/functions/src/api/receipt.handler",
    routes: ["ANY /restocks/{id}/receipt"],
    secrets: ["CALLBACK_SECRET"],
    parameters: [],
    sends: ["receipts"],
  },
  ops: {
    handler: "packages/functions/src/api/ops.handler",
    routes: ["ANY /ops/{proxy+}", "ANY /openapi.json", "ANY /docs"],
    secrets: ["DATABASE_URL", "OPS_TOKEN"],
    parameters: [],
    sends: [],
  },
} as const;

/** What runs by the clock. EventBridge goes no faster than a minute; the local runtime ticks every `localMs`. */
export const crons = {
  relay: {
    handler: "packages/functions/src/cron/relay.handler",
    schedule: "rate(1 minute)",
    localMs: 1_000,
    secrets: ["DATABASE_URL"],
    parameters: ["MAIL_FROM", "OPS_EMAIL", "OPS_WEBHOOK_URL"],
  },
  watchdog: {
    handler: "packages/functions/src/cron/watchdog.handler",
    schedule: "rate(1 minute)",
    localMs: 1_000,
    secrets: ["DATABASE_URL"],
    parameters: [],
  },
} as const;

/** What makes the database ready before a deployment goes on, and the files it reads. */
export const prepare = {
  handler: "packages/functions/src/deploy/prepare.handler",
  files: "packages/core/migrations",
  timeoutSeconds: 15 * 60,
  secrets: ["DATABASE_URL"],
} as const;

/** What the functions measure themselves, with CloudWatch's unit; the dashboard and the alarms are made of it. */
export const metrics = {
  Sold: "Count",
  Refused: "Count",
  FactoryErrors: "Count",
  RestockLeadTime: "Milliseconds",
  OutboxAge: "Seconds",
} as const;

/** The CloudWatch namespace of these metrics; the dimension `service` tells the stage. */
export const metricsNamespace = "DonutStates";

/** Seconds a function behind the HTTP API may take; API Gateway itself gives up after 30. */
export const apiTimeoutSeconds = 10;

/** Seconds a cron may take: less than its period, so that one tick has ended before the next begins. */
export const cronTimeoutSeconds = 50;

/** How often SQS hands a message out before it moves to the dead-letter queue. */
export const maxReceiveCount = 5;

/** Seconds a received message stays hidden before SQS hands it out again. */
export const visibilityTimeoutSeconds = 30;

/** Seconds an SQS dead letter is kept: 14 days, the longest SQS allows. */
export const deadLetterRetentionSeconds = 14 * 24 * 60 * 60;

/**
 * Milliseconds each step of a consumer may take, so that a slow one ends before its message is handed out again:
 * factory call < lease < function <= visibility / 6, floor 0.5 s. Of a queue whose batches are gathered for a while that
 * is the visibility without the window, as AWS recommends for an SQS event source.
 */
export function timeouts(visibilitySeconds: number = visibilityTimeoutSeconds, windowSeconds = 0) {
  const functionMs = Math.max(500, Math.floor(((visibilitySeconds - windowSeconds) * 1000) / 6));
  return { functionMs, factoryCallMs: Math.floor(functionMs * 0.8), leaseMs: Math.floor(functionMs * 0.9) };
}
