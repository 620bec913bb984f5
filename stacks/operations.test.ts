import { metrics, metricsNamespace, queues } from "@donut-states/core/topology";
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
const alarm = (id: string) => alarms().find(({ name }) => name.startsWith(`${id}Alarm`))?.properties;
const api = { Name: "ApiId", Value: expect.stringMatching(/^Api\w+$/) };
const service = { Name: "service", Value: "test-donut-states" };

/** What is measured each minute, and how many minutes above what begin the alarm. */
const rules = {
  ...Object.fromEntries(
    Object.keys(queues).map((name) => [
      `${pascal(name)}DeadLetters`,
      {
        Namespace: "AWS/SQS",
        MetricName: "ApproximateNumberOfMessagesVisible",
        Dimensions: [{ Name: "QueueName", Value: `${pascal(name)}Dlq.QueueName` }],
        Statistic: "Maximum",
        Threshold: 0,
        EvaluationPeriods: 1,
      },
    ]),
  ),
  OutboxAge: {
    Namespace: metricsNamespace,
    MetricName: "OutboxAge",
    Dimensions: [service],
    Statistic: "Maximum",
    Threshold: 120,
    EvaluationPeriods: 3,
  },
  FactoryErrors: {
    Namespace: metricsNamespace,
    MetricName: "FactoryErrors",
    Dimensions: [service],
    Statistic: "Sum",
    Threshold: 0,
    EvaluationPeriods: 3,
  },
  ApiErrors: {
    Namespace: "AWS/ApiGateway",
    MetricName: "5xx",
    Dimensions: [api],
    Statistic: "Sum",
    Threshold: 0,
    EvaluationPeriods: 2,
  },
};

test.each(Object.entries(rules))("%s is an alarm", (id, rule) => {
  expect(alarm(id)).toMatchObject({ ...rule, ComparisonOperator: "GreaterThanThreshold", Period: 60 });
});

test.each([
  ["FunctionErrors", "Errors", 3],
  ["Throttles", "Throttles", 2],
])("%s of every function of the store, added up, are an alarm", (id, metric, EvaluationPeriods) => {
  const { Metrics, ...properties } = alarm(id) ?? {};
  expect(properties).toMatchObject({
    ComparisonOperator: "GreaterThanThreshold",
    Threshold: 0,
    EvaluationPeriods,
  });
  const [sum, ...measured] = Object.values(Metrics ?? {});
  const ours = stage.functions.filter(({ resource }) => ["Messaging", "Sales"].includes(resource.stack));
  expect(sum).toMatchObject({ Expression: `SUM([${measured.map((query) => at(query, "Id")).join(",")}])` });
  expect(measured.map((query) => at(query, "MetricStat")).toSorted(byFunction)).toEqual(
    ours
      .map(({ resource }) => ({
        Metric: {
          Namespace: "AWS/Lambda",
          MetricName: metric,
          Dimensions: [{ Name: "FunctionName", Value: resource.name }],
        },
        Period: 60,
        Stat: "Sum",
      }))
      .toSorted(byFunction),
  );
  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-limits.html
  expect(measured.length).toBeLessThanOrEqual(10);
});

test("only an outbox that nobody measures is an alarm by its silence", () => {
  const loud = alarms().filter(({ properties }) => properties["TreatMissingData"] !== "notBreaching");
  expect(loud.map(({ properties }) => properties)).toEqual([
    expect.objectContaining({ MetricName: "OutboxAge", TreatMissingData: "breaching" }),
  ]);
});

test("there is no other alarm", () => {
  expect(alarms()).toHaveLength(Object.keys(rules).length + 2);
});

test("operations are told when an alarm begins and when it ends", () => {
  const [topic] = stage.all("AWS::SNS::Topic", "Operations");
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
  expect(Object.keys(metrics).filter((name) => !body.includes(name))).toEqual([]);
});

function byFunction(one: unknown, other: unknown): number {
  return JSON.stringify(one).localeCompare(JSON.stringify(other));
}
