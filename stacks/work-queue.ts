import * as topology from "@donut-states/core/topology";
import { Duration } from "aws-cdk-lib";
import { SubscriptionFilter } from "aws-cdk-lib/aws-sns";
import { QueueEncryption, type QueueProps } from "aws-cdk-lib/aws-sqs";
import { type Function, Queue, type Stack, type Topic } from "sst/constructs";
import { dataRemovalPolicy } from "./stage.ts";

export type QueueName = keyof typeof topology.queues;

/** A queue, where its hopeless messages go, and the function that reads it. */
export interface WorkQueue {
  queue: Queue;
  dlq: Queue;
  consumer: Function;
}

/**
 * A queue with its dead-letter queue and its consumer.
 *
 * Only the messages that the consumer reports come back, and no more consumers run at once than the topology allows:
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html,
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html
 */
export function workQueue(stack: Stack, name: QueueName, consumer: Function): WorkQueue {
  const { batchSize, windowSeconds, maxConcurrency } = topology.queues[name];
  const dlq = new Queue(stack, `${pascal(name)}Dlq`, {
    cdk: {
      queue: { ...safe(stack), retentionPeriod: Duration.seconds(topology.deadLetterRetentionSeconds) },
    },
  });
  const queue = new Queue(stack, `${pascal(name)}Queue`, {
    cdk: {
      queue: {
        ...safe(stack),
        visibilityTimeout: Duration.seconds(topology.visibilityTimeoutSeconds),
        deadLetterQueue: { queue: dlq.cdk.queue, maxReceiveCount: topology.maxReceiveCount },
      },
    },
    consumer: {
      function: consumer,
      cdk: {
        eventSource: {
          batchSize,
          maxBatchingWindow: Duration.seconds(windowSeconds),
          maxConcurrency,
          reportBatchItemFailures: true,
        },
      },
    },
  });
  return { queue, dlq, consumer };
}

/**
 * Subscribes a queue to the events that the topology names for it. What SNS cannot deliver (it does not retry a refusal)
 * goes to the queue's own dead-letter queue; CDK lets only this topic send to either (`aws:SourceArn`).
 * https://docs.aws.amazon.com/sns/latest/dg/sns-dead-letter-queues.html
 */
export function subscribe(stack: Stack, topic: Topic, name: QueueName, { queue, dlq }: WorkQueue): void {
  const { events } = topology.queues[name];
  if (events === "none") return;
  const filterPolicy =
    events === "all"
      ? {}
      : { filterPolicy: { type: SubscriptionFilter.stringFilter({ allowlist: [...events] }) } };
  topic.addSubscribers(stack, {
    [name]: {
      type: "queue",
      queue,
      cdk: { subscription: { rawMessageDelivery: true, deadLetterQueue: dlq.cdk.queue, ...filterPolicy } },
    },
  });
}

/** `factory` as the construct ids and outputs write it: `Factory`. */
export function pascal(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/**
 * TLS only, and encrypted with SQS's own keys: those need no key policy for SNS to deliver, and no KMS call.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-configure-sqs-sse-queue.html
 */
export function safe(stack: Stack): QueueProps {
  return {
    enforceSSL: true,
    encryption: QueueEncryption.SQS_MANAGED,
    removalPolicy: dataRemovalPolicy(stack),
  };
}
