import * as topology from "@donut-states/core/topology";
import { beforeAll, describe, expect, test } from "vitest";
import { statements } from "./testing/iam.ts";
import { type Stage } from "./testing/stage.ts";
import { account, region, synth } from "./testing/synth.ts";
import { pascal } from "./work-queue.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await synth("test");
});

const names = Object.keys(topology.queues).map(pascal);
const queues = Object.entries(topology.queues).map(([name, queue]) => ({
  ...queue,
  name: pascal(name),
}));

test("one topic, encrypted with the account's SNS key, takes nothing but TLS", () => {
  const [topic, ...others] = stage.all("AWS::SNS::Topic", "Messaging");
  expect(others).toEqual([]);
  expect(topic).toMatchObject({
    name: topology.topic,
    properties: { KmsMasterKeyId: `arn:aws:kms:${region}:${account}:alias/aws/sns` },
  });
  expect(stage.all("AWS::SNS::TopicPolicy", "Messaging").flatMap(statements)).toEqual([
    expect.objectContaining({
      Effect: "Deny",
      Action: "sns:Publish",
      Principal: "*",
      Resource: topology.topic,
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    }),
  ]);
});

test("the queues of the topology, each with its dead-letter queue, and no other", () => {
  const all = stage.all("AWS::SQS::Queue", "Messaging").map(({ name }) => name);
  expect(all.toSorted()).toEqual(names.flatMap((name) => [`${name}Dlq`, `${name}Queue`]).toSorted());
});

test("topic and queues are standard, not FIFO", () => {
  const ours = ["AWS::SNS::Topic", "AWS::SQS::Queue"].flatMap((type) => stage.all(type));
  const all = [topology.topic, ...names.map((name) => `${name}Queue`)];
  expect(ours.map(({ name }) => name)).toEqual(expect.arrayContaining(all));
  const fifo = ours.filter(({ properties }) => "FifoTopic" in properties || "FifoQueue" in properties);
  expect(fifo).toEqual([]);
});

const named = (queueName: string) => stage.all("AWS::SQS::Queue").find(({ name }) => name === queueName);

describe.each(queues)(
  "queue $name",
  ({ name, events, handler, batchSize, windowSeconds, maxConcurrency }) => {
    test("hands a message out maxReceiveCount times, then moves it to its own dead-letter queue", () => {
      const queue = named(`${name}Queue`);
      expect(queue?.properties).toMatchObject({
        SqsManagedSseEnabled: true,
        VisibilityTimeout: topology.visibilityTimeoutSeconds,
        RedrivePolicy: { deadLetterTargetArn: `${name}Dlq.Arn`, maxReceiveCount: topology.maxReceiveCount },
      });
    });

    test("keeps its dead letters for 14 days", () => {
      const dlq = named(`${name}Dlq`);
      expect(dlq?.properties).toMatchObject({
        SqsManagedSseEnabled: true,
        MessageRetentionPeriod: 14 * 24 * 60 * 60,
      });
      expect(dlq?.properties).not.toHaveProperty("RedrivePolicy");
    });

    test("gets raw the events that the topology names, and the rest of them never", () => {
      const subscription = stage.only("AWS::SNS::Subscription", "Endpoint", `${name}Queue.Arn`);
      const expected = {
        TopicArn: topology.topic,
        Protocol: "sqs",
        Endpoint: `${name}Queue.Arn`,
        RawMessageDelivery: true,
        RedrivePolicy: { deadLetterTargetArn: `${name}Dlq.Arn` },
        ...(events === "all" ? {} : { FilterPolicy: { type: events } }),
      };
      expect(subscription?.properties).toEqual(events === "none" ? undefined : expected);
    });

    test.each(["Queue", "Dlq"])(
      "lets into its %s only TLS, and of AWS's services only SNS with our topic",
      (kind) => {
        const policy = stage.only("AWS::SQS::QueuePolicy", "Queues", `${name}${kind}`);
        const Resource = `${name}${kind}.Arn`;
        const onlyTls = {
          Effect: "Deny",
          Action: "sqs:*",
          Principal: { AWS: "*" },
          Resource,
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        };
        const onlyTopic = {
          Effect: "Allow",
          Action: "sqs:SendMessage",
          Principal: { Service: "sns.amazonaws.com" },
          Resource,
          Condition: { ArnEquals: { "aws:SourceArn": topology.topic } },
        };
        expect(policy && statements(policy)).toEqual(events === "none" ? [onlyTls] : [onlyTls, onlyTopic]);
      },
    );

    test("is read by its handler, which reports the messages that failed", () => {
      const mapping = stage.only("AWS::Lambda::EventSourceMapping", "EventSourceArn", `${name}Queue.Arn`);
      expect(mapping?.properties).toMatchObject({
        FunctionName: stage.fn(handler).resource.name,
        BatchSize: batchSize,
        MaximumBatchingWindowInSeconds: windowSeconds,
        ScalingConfig: { MaximumConcurrency: maxConcurrency },
        FunctionResponseTypes: ["ReportBatchItemFailures"],
      });
    });

    test("gives its consumer a sixth of the visibility timeout, less the window in which a batch is gathered", () => {
      const { Timeout } = stage.fn(handler).resource.properties;
      const visibility = topology.visibilityTimeoutSeconds;
      const { functionMs } = topology.timeouts(visibility, windowSeconds);
      expect(Timeout).toBe(Math.floor(functionMs / 1000));
      expect(visibility).toBeGreaterThanOrEqual(6 * Number(Timeout) + windowSeconds);
    });
  },
);

test.each(queues)("$name: takes batches that AWS allows", ({ batchSize, windowSeconds, maxConcurrency }) => {
  expect(windowSeconds).toBeGreaterThanOrEqual(batchSize > 10 ? 1 : 0);
  expect(maxConcurrency).toBeGreaterThanOrEqual(2);
});

test("the factory's consumer has time for its call and for the lease around it", () => {
  const { Timeout } = stage.fn(topology.queues.factory.handler).resource.properties;
  const { leaseMs, factoryCallMs } = topology.timeouts();
  expect(leaseMs).toBeLessThan(Number(Timeout) * 1000);
  expect(factoryCallMs).toBeLessThan(leaseMs);
});
