import type { Resource, Stage, StoreFunction } from "./stage.ts";

export interface Statement {
  Effect: "Allow" | "Deny";
  Action: string | string[];
  Resource: string | string[];
  Principal?: unknown;
  Condition?: unknown;
}

/** The statements of a policy resource, be it of a role, a queue or a topic. */
export function statements({ properties }: Resource): Statement[] {
  // The shape that IAM defines for every policy document.
  const document = properties["PolicyDocument"] as { Statement: Statement[] };
  return document.Statement;
}

/** What a function may do, as `action resource`, sorted; its role's managed policies too. */
export function permissions(stage: Stage, fn: StoreFunction): string[] {
  const role = String(fn.resource.properties["Role"]).replace(/\.Arn$/, "");
  return stage
    .all("AWS::IAM::Policy")
    .filter(({ properties }) => [properties["Roles"]].flat().includes(role))
    .flatMap(statements)
    .flatMap(({ Action, Resource }) =>
      [Action].flat().flatMap((action) => [Resource].flat().map((resource) => `${action} ${resource}`)),
    )
    .toSorted();
}

export function managedPolicies(stage: Stage, fn: StoreFunction): unknown {
  const role = String(fn.resource.properties["Role"]).replace(/\.Arn$/, "");
  return stage.resources.find(({ name }) => name === role)?.properties["ManagedPolicyArns"];
}
