import { metricsNamespace, type metrics } from "@donut-states/core/topology";
import { Duration } from "aws-cdk-lib";
import { type IMetric, MathExpression, Metric, Stats } from "aws-cdk-lib/aws-cloudwatch";
import type { Api, Function, Stack } from "sst/constructs";

/** What tells the metrics of a stage from those of another. */
export const metricsService = (stack: Stack): string => stack.stage + "-donut-states";

const period = Duration.minutes(1);

/** What the functions measure themselves, by the minute. */
export function measured(stack: Stack, metricName: keyof typeof metrics, statistic = Stats.SUM): Metric {
  const dimensionsMap = { service: metricsService(stack) };
  return new Metric({ namespace: metricsNamespace, metricName, dimensionsMap, statistic, period });
}

/** What API Gateway counts of a stage's API, by the minute. */
export function ofApi(
  api: Api,
  metricName: "Count" | "4xx" | "5xx" | "Latency",
  statistic = Stats.SUM,
): Metric {
  const dimensionsMap = { ApiId: api.httpApiId };
  return new Metric({ namespace: "AWS/ApiGateway", metricName, dimensionsMap, statistic, period });
}

/** What Lambda counts of several functions, added up; an alarm takes no more than ten of them. */
export function ofFunctions(functions: readonly Function[], metricName: "Errors" | "Throttles"): IMetric {
  const usingMetrics = Object.fromEntries(
    functions.map((fn, index) => [
      `${metricName.toLowerCase()}${index}`,
      fn.metric(metricName, { statistic: Stats.SUM, period }),
    ]),
  );
  const expression = `SUM([${Object.keys(usingMetrics).join(",")}])`;
  return new MathExpression({ expression, usingMetrics, period, label: metricName });
}
