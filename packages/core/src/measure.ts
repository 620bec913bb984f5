import { Metrics } from "@aws-lambda-powertools/metrics";
import { config } from "./config.ts";
import { metrics, metricsNamespace } from "./topology.ts";

let published: Metrics | undefined;

/**
 * Counts or times something for CloudWatch: one line of the log, in its embedded metric format, so that no request
 * waits for it. Nothing where the store does not run in AWS.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function measure(name: keyof typeof metrics, value: number): void {
  const serviceName = config.metricsService();
  if (serviceName === undefined) return;
  published ??= new Metrics({ namespace: metricsNamespace, serviceName });
  published.singleMetric().addMetric(name, metrics[name], value);
}
