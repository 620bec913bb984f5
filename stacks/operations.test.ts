import { metrics, queues } from "@donut-states/core/topology";
import { beforeAll, expect, test } from "vitest";
import { statements } from "./testing/iam.ts";
import { at, type Stage } from "./testing/stage.ts";
import { account, synth } from "./testing/synth.ts";
import { pascal } from "./work-queue.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await synth("test", { OPS_EMAIL: "ops@donuts.example" });
});

const alarms = () => stage.all("AWS::CloudWatch::Alarm");
const alarm = (start: string) => alarms().find(({ name }) => name.startsWith(start))?.properties;

test.each(Object.keys(queues).map(pascal))("a single dead letter of the queue %s is an alarm", (name) => {
  expect(alarm(`${name}DeadLetters`)).toMatchObject({
    Namespace: "AWS/SQS",
    MetricName: "ApproximateNumberOfMessagesVisible",
    Dimensions: [{ Name: "QueueName", Value: `${name}Dlq.QueueName` }],
    ComparisonOperator: "GreaterThanThreshold",
    Threshold: 0,
    EvaluationPeriods: 1,
  });
});

test("an outbox that grows old is an alarm, and so is one that nobody measures", () => {
  expect(alarm("OutboxAge")).toMatchObject({
    MetricName: "OutboxAge",
    Dimensions: [{ Name: "service", Value: "test-donut-states" }],
    TreatMissingData: "breaching",
  });
});

test("so are a factory that takes nothing, and answers that should not be", () => {
  expect(alarm("FactoryErrors")).toMatchObject({
    Namespace: "DonutStates",
    TreatMissingData: "notBreaching",
  });
  expect(alarm("ApiErrors")).toMatchObject({
    MetricName: "5xx",
    Dimensions: [{ Name: "ApiId", Value: expect.stringMatching(/^Api/) }],
  });
});

test.each(["FunctionErrors", "Throttles"])("%s are those of every function of the store", (name) => {
  const measured = Object.values(at(alarm(name), "Metrics") ?? {}).flatMap((query) => {
    const value = at(query, "MetricStat", "Metric", "Dimensions", "0", "Value");
    return typeof value === "string" ? [value] : [];
  });
  const ours = stage.functions.filter(({ resource }) => ["Messaging", "Sales"].includes(resource.stack));
  expect(measured.toSorted()).toEqual(ours.map(({ resource }) => resource.name).toSorted());
});

test("operations are told when an alarm begins and when it ends", () => {
  const [topic] = stage.all("AWS::SNS::Topic", "Operations");
  expect(alarms().length).toBeGreaterThan(8);
  for (const { properties } of alarms())
    expect(properties).toMatchObject({
      AlarmActions: [topic?.name],
      OKActions: [topic?.name],
      AlarmDescription: expect.stringContaining("docs/operations.md"),
    });
  expect(stage.all("AWS::SNS::Subscription", "Operations").map(({ properties }) => properties)).toEqual([
    { Protocol: "email", Endpoint: "ops@donuts.example", TopicArn: topic?.name },
  ]);
});

test("only CloudWatch of this account may raise an alarm, over TLS", () => {
  const policies = stage.all("AWS::SNS::TopicPolicy", "Operations").flatMap(statements);
  expect(policies).toMatchObject([
    { Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } },
    {
      Effect: "Allow",
      Action: "sns:Publish",
      Principal: { Service: "cloudwatch.amazonaws.com" },
      Condition: { StringEquals: { "aws:SourceAccount": account } },
    },
  ]);
});

test("the dashboard of a stage shows everything that the functions measure", () => {
  const [dashboard, ...others] = stage.all("AWS::CloudWatch::Dashboard");
  expect(others).toEqual([]);
  expect(dashboard?.properties["DashboardName"]).toBe("donut-states-test");
  const body = JSON.stringify(dashboard?.properties["DashboardBody"]);
  const shown = Object.keys(metrics).filter((name) => name !== "DeadLetters");
  expect(shown.filter((name) => !body.includes(name))).toEqual([]);
});
