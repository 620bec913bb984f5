import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Topic } from "aws-cdk-lib/aws-sns";
import { type Stack, type StackContext, use } from "sst/constructs";
import { createAlarms } from "./alarm.ts";
import { createDashboard } from "./dashboard.ts";
import { Edge } from "./edge.ts";
import { Messaging } from "./messaging.ts";
import { parameter } from "./parameters.ts";
import { Sales } from "./sales.ts";

/** What operations see of a stage without asking it: alarms by mail, and a dashboard. */
export function Operations({ stack }: StackContext) {
  const { api } = use(Edge);
  const { queues } = use(Messaging);
  const consumers = Object.values(queues).map(({ consumer }) => consumer);
  const watched = { api, queues, functions: [...consumers, ...use(Sales).functions] };
  createAlarms(stack, watched, alarmTopic(stack));
  createDashboard(stack, watched);
}

/**
 * Only CloudWatch may publish, over TLS. Not encrypted at rest: CloudWatch cannot use SNS's own key, and an alarm carries
 * a name and a number.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
 */
function alarmTopic(stack: Stack): Topic {
  const topic = new Topic(stack, "Alarms", { enforceSSL: true });
  topic.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal("cloudwatch.amazonaws.com")],
      actions: ["sns:Publish"],
      resources: [topic.topicArn],
      conditions: { StringEquals: { "aws:SourceAccount": stack.account } },
    }),
  );
  const operations = parameter("OPS_EMAIL");
  if (operations) topic.addSubscription(new EmailSubscription(operations));
  return topic;
}
