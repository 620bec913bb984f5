import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import { type Config, Function, type FunctionProps, type Stack } from "sst/constructs";
import type { Grant } from "./grant.ts";
import { dataRemovalPolicy } from "./stage.ts";

/** A function as the topology describes it. */
export interface Spec<Secret extends string> {
  handler: string;
  secrets: readonly Secret[];
  timeoutSeconds: number;
}

/**
 * A function of the store with exactly what it is granted, and a log group of its own: the one that Lambda makes by
 * itself keeps its lines for ever and outlives the stage.
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-loggroups.html
 */
export function storeFunction<Secret extends string>(
  stack: Stack,
  id: string,
  { handler, secrets, timeoutSeconds }: Spec<Secret>,
  values: Record<Secret, Config.Secret>,
  grants: Grant[],
  props: FunctionProps = {},
): Function {
  return new Function(stack, id, {
    ...props,
    handler,
    timeout: timeoutSeconds,
    environment: Object.assign({}, ...grants.map((grant) => grant.environment)),
    permissions: grants.flatMap((grant) => grant.permissions ?? []),
    bind: [...secrets.map((name) => values[name]), ...grants.flatMap((grant) => grant.bind ?? [])],
    logGroup: new LogGroup(stack, `${id}Logs`, {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: dataRemovalPolicy(stack),
    }),
  });
}
