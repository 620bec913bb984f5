import type { AwsCalls } from "./aws.ts";

/** Everything that a stage can leave behind, by kind, as AWS lists it. */
const kinds: Record<string, (aws: AwsCalls) => Promise<string>> = {
  stacks: (aws) => aws.query("cloudformation", "DescribeStacks", "2010-05-15"),
  queues: (aws) => aws.json("sqs", "AmazonSQS.ListQueues"),
  topics: (aws) => aws.query("sns", "ListTopics", "2010-03-31"),
  subscriptions: (aws) => aws.query("sns", "ListSubscriptions", "2010-03-31"),
  functions: (aws) => aws.rest("lambda", "/2015-03-31/functions/"),
  "event source mappings": (aws) => aws.rest("lambda", "/2015-03-31/event-source-mappings/"),
  APIs: (aws) => aws.rest("apigateway", "/v2/apis"),
  "log groups": (aws) => aws.json("logs", "Logs_20140328.DescribeLogGroups"),
  parameters: (aws) => aws.json("ssm", "AmazonSSM.DescribeParameters", { MaxResults: 50 }),
  rules: (aws) => aws.json("events", "AWSEvents.ListRules"),
  buckets: (aws) => aws.rest("s3", "/"),
  roles: (aws) => aws.query("iam", "ListRoles", "2010-05-08"),
  alarms: (aws) => aws.query("monitoring", "DescribeAlarms", "2010-08-01"),
  dashboards: (aws) => aws.query("monitoring", "ListDashboards", "2010-08-01"),
  distributions: (aws) => aws.rest("cloudfront", "/2020-05-31/distribution"),
};

/** By kind, whether there is anything that names the stage. */
export async function inventory(aws: AwsCalls, stage: string): Promise<Record<string, boolean>> {
  const found = Object.entries(kinds).map(
    async ([kind, list]) => [kind, (await list(aws)).includes(stage)] as const,
  );
  return Object.fromEntries(await Promise.all(found));
}

/** An inventory in which every kind is there, or none. */
export const every = (isThere: boolean) =>
  Object.fromEntries(Object.keys(kinds).map((kind) => [kind, isThere]));
