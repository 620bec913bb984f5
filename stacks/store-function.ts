import { type Config, Function, type FunctionProps, type Stack } from "sst/constructs";
import type { Grant } from "./grant.ts";
import { logGroup } from "./log-group.ts";

/** A function as the topology describes it. */
export interface Spec<Secret extends string> {
  handler: string;
  secrets: readonly Secret[];
  timeoutSeconds: number;
}

/** A function of the store with exactly what it is granted, and a log group of its own. */
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
    logGroup: logGroup(stack, id),
  });
}
