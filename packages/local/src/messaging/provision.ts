import { CreateTopicCommand, type SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import { CreateQueueCommand, GetQueueAttributesCommand, type SQSClient } from "@aws-sdk/client-sqs";
import { given } from "./given.ts";
import { deadLetterQueueName } from "./names.ts";
import { type Topology, validateTopology } from "./validateTopology.ts";

/** Where a queue and its dead-letter queue are found. */
export interface QueueAddress {
  url: string;
  arn: string;
  dlqUrl: string;
  dlqArn: string;
}

/** The clients that the topology is built with. */
export interface Clients {
  sns: SNSClient;
  sqs: SQSClient;
}

/**
 * Builds a topology: the topic, and for each queue its dead-letter queue, redrive policy and subscription.
 * @throws Error when the topology is invalid (nothing is built then); the SDK's error when a call fails.
 */
export async function provision<Name extends string>(clients: Clients, topology: Topology<Name>) {
  validateTopology(topology);
  const created = await clients.sns.send(new CreateTopicCommand({ Name: topology.topic }));
  const topicArn = given(created.TopicArn, "TopicArn");
  // Cast: Object.keys forgets that the keys of a Record<Name, …> are Names.
  const names = Object.keys(topology.queues) as Name[];
  const entries = await Promise.all(
    names.map(async (name) => {
      const queue = await createQueuePair(clients.sqs, name, topology);
      await subscribe(clients.sns, topicArn, queue, topology.queues[name].events);
      return [name, queue] as const;
    }),
  );
  // Cast: one entry was made for every Name.
  return { topicArn, queues: Object.fromEntries(entries) as Record<Name, QueueAddress> };
}

async function createQueuePair(sqs: SQSClient, name: string, topology: Topology): Promise<QueueAddress> {
  const dlq = await createQueue(sqs, deadLetterQueueName(name), {
    VisibilityTimeout: String(topology.visibilityTimeoutSeconds),
    MessageRetentionPeriod: String(topology.deadLetterRetentionSeconds),
  });
  const redrivePolicy = { deadLetterTargetArn: dlq.arn, maxReceiveCount: topology.maxReceiveCount };
  const queue = await createQueue(sqs, name, {
    VisibilityTimeout: String(topology.visibilityTimeoutSeconds),
    RedrivePolicy: JSON.stringify(redrivePolicy),
  });
  return { url: queue.url, arn: queue.arn, dlqUrl: dlq.url, dlqArn: dlq.arn };
}

async function createQueue(sqs: SQSClient, name: string, attributes: Record<string, string>) {
  const created = await sqs.send(new CreateQueueCommand({ QueueName: name, Attributes: attributes }));
  const url = given(created.QueueUrl, "QueueUrl");
  const described = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ["QueueArn"] }),
  );
  return { url, arn: given(described.Attributes?.["QueueArn"], "QueueArn") };
}

async function subscribe(
  sns: SNSClient,
  topicArn: string,
  queue: QueueAddress,
  events: readonly string[] | "all" | "none",
) {
  if (events === "none") return;
  const attributes = {
    RawMessageDelivery: "true",
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn: queue.dlqArn }),
    ...(events === "all" ? {} : { FilterPolicy: JSON.stringify({ type: events }) }),
  };
  await sns.send(
    new SubscribeCommand({
      TopicArn: topicArn,
      Protocol: "sqs",
      Endpoint: queue.arn,
      Attributes: attributes,
    }),
  );
}
