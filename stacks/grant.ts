import * as topology from "@donut-states/core/topology";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { Api, Config, Queue, Stack, Topic } from "sst/constructs";
import { metricsService } from "./metric.ts";
import type { WorkQueue } from "./work-queue.ts";

/**
 * What a function is given: an address travels with the permission to use it. Statements are written out, because
 * SST's `bind: [topic]` would allow `sns:*`; bound are only secrets and parameters, where SST itself is narrow.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege
 */
export interface Grant {
  environment?: Record<string, string>;
  permissions?: PolicyStatement[];
  bind?: (Config.Secret | Config.Parameter)[];
}

/** Whatever writes to the database can have something to tell, so it may publish domain events. */
export function publishEvents(topic: Topic): Grant {
  return {
    environment: { STORE_EVENTS_TOPIC_ARN: topic.topicArn },
    permissions: [allow(["sns:Publish"], [topic.topicArn])],
  };
}

/** How the queues redeliver, from which leases and timeouts follow, and where the factory calls back. */
export function knowDelivery(api: Api): Grant {
  return {
    environment: {
      CALLBACK_BASE_URL: api.url,
      VISIBILITY_TIMEOUT_S: String(topology.visibilityTimeoutSeconds),
      MAX_RECEIVE_COUNT: String(topology.maxReceiveCount),
    },
  };
}

/** Publishes what it measures under the stage's name; CloudWatch reads it from the log, which needs no permission. */
export function publishMetrics(stack: Stack): Grant {
  return { environment: { METRICS_SERVICE: metricsService(stack) } };
}

/** Answers browsers that come from the storefront's origin. */
export function answerOrigin(origin: string): Grant {
  return { environment: { SITE_ORIGIN: origin } };
}

/** May put a verified receipt on its queue, and nothing else. */
export function sendReceipts(receipts: Queue): Grant {
  return {
    environment: { RECEIPTS_QUEUE_URL: receipts.queueUrl },
    permissions: [allow(["sqs:SendMessage"], [receipts.queueArn])],
  };
}

/** May put an order of the surge lane on its queue, and nothing else. */
export function sendOrders(orders: Queue): Grant {
  return {
    environment: { ORDERS_QUEUE_URL: orders.queueUrl },
    permissions: [allow(["sqs:SendMessage"], [orders.queueArn])],
  };
}

/** May look into the dead letters, to tell operations of those that nobody has told them of. */
export function watchDeadLetters(queues: Record<string, WorkQueue>): Grant {
  return {
    environment: deadLetterUrls(queues),
    permissions: [
      allow(
        ["sqs:GetQueueAttributes", "sqs:ReceiveMessage", "sqs:ChangeMessageVisibility"],
        Object.values(queues).map(({ dlq }) => dlq.queueArn),
      ),
    ],
  };
}

/**
 * May count the queues, and look into, redrive and purge their dead letters. A message move task reads and deletes
 * in the dead-letter queue and sends to the work queue with its caller's permissions.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-configure-dead-letter-queue-redrive.html
 */
export function operateQueues(queues: Record<string, WorkQueue>): Grant {
  const all = Object.values(queues);
  return {
    environment: {
      ...Object.fromEntries(
        Object.entries(queues).map(([name, { queue }]) => [
          `${name.toUpperCase()}_QUEUE_URL`,
          queue.queueUrl,
        ]),
      ),
      ...deadLetterUrls(queues),
    },
    permissions: [
      allow(
        ["sqs:GetQueueAttributes", "sqs:SendMessage"],
        all.map(({ queue }) => queue.queueArn),
      ),
      allow(
        [
          "sqs:GetQueueAttributes",
          "sqs:ReceiveMessage",
          "sqs:ChangeMessageVisibility",
          "sqs:DeleteMessage",
          "sqs:PurgeQueue",
          "sqs:StartMessageMoveTask",
          "sqs:ListMessageMoveTasks",
          "sqs:CancelMessageMoveTask",
        ],
        all.map(({ dlq }) => dlq.queueArn),
      ),
      // How long the oldest message has waited is a metric, and reading metrics cannot be narrowed to a resource.
      allow(["cloudwatch:GetMetricData"], ["*"]),
    ],
  };
}

/**
 * May send mail from one address, which SES knows by itself or by its domain. Without an address mail is only stored.
 * https://docs.aws.amazon.com/ses/latest/dg/control-user-access.html
 */
export function sendMail(stack: Stack, from: string): Grant {
  if (!from) return {};
  const identity = (name: string) =>
    stack.formatArn({ service: "ses", resource: "identity", resourceName: name });
  const statement = allow(
    ["ses:SendEmail"],
    [identity(from), identity(from.slice(from.lastIndexOf("@") + 1))],
  );
  statement.addCondition("StringEquals", { "ses:FromAddress": from });
  return { permissions: [statement] };
}

const deadLetterUrls = (queues: Record<string, WorkQueue>) =>
  Object.fromEntries(
    Object.entries(queues).map(([name, { dlq }]) => [`${name.toUpperCase()}_DLQ_URL`, dlq.queueUrl]),
  );

function allow(actions: string[], resources: string[]): PolicyStatement {
  return new PolicyStatement({ actions, resources });
}
