import { Dashboard, GraphWidget, type IMetric, type IWidget, Stats } from "aws-cdk-lib/aws-cloudwatch";
import type { Stack } from "sst/constructs";
import type { Watched } from "./alarm.ts";
import { measured, ofApi, ofFunctions } from "./metric.ts";
import { pascal } from "./work-queue.ts";

/** One page a stage, from what customers see at the top down to the machinery. */
export function createDashboard(stack: Stack, watched: Watched): Dashboard {
  return new Dashboard(stack, "Dashboard", {
    dashboardName: `donut-states-${stack.stage}`,
    widgets: [sales(stack, watched), restocking(stack), queues(watched), functions(watched)],
  });
}

function graph(title: string, left: IMetric[]): IWidget {
  const widget: unknown = new GraphWidget({ title, left, width: 8, height: 6 });
  return widget as IWidget; // which it is; CDK is not written for exactOptionalPropertyTypes
}

const sales = (stack: Stack, { api }: Watched) => [
  graph("Sold and refused", [measured(stack, "Sold"), measured(stack, "Refused")]),
  graph("Answers of the API", [ofApi(api, "Count"), ofApi(api, "4xx"), ofApi(api, "5xx")]),
  graph("Latency of the API", [ofApi(api, "Latency", Stats.p(50)), ofApi(api, "Latency", Stats.p(99))]),
];

const restocking = (stack: Stack) => [
  graph("Restock lead time", [measured(stack, "RestockLeadTime", Stats.p(50))]),
  graph("Factory calls that failed", [measured(stack, "FactoryErrors")]),
  graph("Age of the outbox", [measured(stack, "OutboxAge", Stats.MAXIMUM)]),
];

const queues = ({ queues: all }: Watched) => [
  graph(
    "Waiting messages",
    Object.entries(all).map(([name, { queue }]) =>
      queue.cdk.queue.metricApproximateNumberOfMessagesVisible({ label: pascal(name) }),
    ),
  ),
  graph(
    "Age of the oldest message",
    Object.entries(all).map(([name, { queue }]) =>
      queue.cdk.queue.metricApproximateAgeOfOldestMessage({ label: pascal(name) }),
    ),
  ),
  graph(
    "Dead letters",
    Object.entries(all).map(([name, { dlq }]) =>
      dlq.cdk.queue.metricApproximateNumberOfMessagesVisible({ label: pascal(name) }),
    ),
  ),
];

const functions = ({ functions: all }: Watched) => [
  graph("Failed and throttled", [ofFunctions(all, "Errors"), ofFunctions(all, "Throttles")]),
  graph(
    "Duration, 99th percentile",
    all.map((fn) => fn.metricDuration({ statistic: Stats.p(99), label: fn.id })),
  ),
  graph(
    "Running at once",
    all.map((fn) => fn.metric("ConcurrentExecutions", { statistic: Stats.MAXIMUM, label: fn.id })),
  ),
];
