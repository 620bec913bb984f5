import { RemovalPolicy } from "aws-cdk-lib";
import type { Stack } from "sst/constructs";

/** Whether messages and logs outlive their stack: only in production. Any other stage leaves nothing behind. */
export function keepsData(stage: string): boolean {
  return stage === "production";
}

/** The removal policy of a resource that holds data. */
export function dataRemovalPolicy(stack: Stack): RemovalPolicy {
  return keepsData(stack.stage) ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
}
