import { CfnResource, type IAspect } from "aws-cdk-lib";
import { CfnFunction } from "aws-cdk-lib/aws-lambda";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import type { IConstruct } from "constructs";
import { Stack } from "sst/constructs";
import { dataRemovalPolicy } from "./stage.ts";

/**
 * A log group for a function: the one that Lambda makes by itself keeps its lines for ever and outlives the stage.
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-loggroups.html
 */
export function logGroup(stack: Stack, id: string): LogGroup {
  return new LogGroup(stack, `${id}Logs`, {
    retention: RetentionDays.ONE_MONTH,
    removalPolicy: dataRemovalPolicy(stack),
  });
}

/** Gives one to the functions that are not ours, which the CDK and SST bring for their custom resources. */
export class OwnLogGroups implements IAspect {
  visit(node: IConstruct): void {
    if (!(node instanceof CfnResource) || node.cfnResourceType !== "AWS::Lambda::Function") return;
    if (node instanceof CfnFunction && node.loggingConfig) return;
    const stack = Stack.of(node);
    if (!(stack instanceof Stack)) return;
    const { logGroupName } = logGroup(stack, stack.getLogicalId(node));
    node.addPropertyOverride("LoggingConfig", { LogGroup: logGroupName });
  }
}
