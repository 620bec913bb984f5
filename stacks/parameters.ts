import { parameters } from "@donut-states/core/topology";
import { Config, type Stack } from "sst/constructs";
import type { Grant } from "./grant.ts";

type Parameter = (typeof parameters)[number];

/**
 * The parameters of a stage, each as what a function is granted that may read it. They come from the environment of the
 * shell that deploys it unless they are `known`.
 *
 * A `Config.Parameter` is also stored in the SSM Parameter Store, which takes no empty value. An unset one
 * therefore goes to the function alone, under the name that SST would have bound.
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html
 */
export function stageParameters(
  stack: Stack,
  known: Partial<Record<Parameter, string>>,
): Record<Parameter, Grant> {
  const grant = (name: Parameter): Grant => {
    const value = known[name] ?? parameter(name);
    return value
      ? { bind: [new Config.Parameter(stack, name, { value })] }
      : { environment: { [`SST_Parameter_value_${name}`]: "" } };
  };
  const grants = parameters.map((name) => [name, grant(name)]);
  return Object.fromEntries(grants) as Record<Parameter, Grant>; // one for each
}

/** One parameter of the stage being deployed; empty where the shell does not set it. */
export function parameter(name: Parameter | "FACTORY_SECONDS" | "CONFIRM_REMOVE"): string {
  // oxlint-disable-next-line node/no-process-env -- the deploying shell is where a stage's parameters come from
  return process.env[name]?.trim() ?? "";
}
