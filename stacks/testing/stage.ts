import { Stack } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { type App, Function as SstFunction } from "sst/constructs";
import { resolver, type TemplateJson } from "./template.ts";

/** A resource of a template, its references in words. `name` is its physical name without the stage, else its id. */
export interface Resource {
  stack: string;
  name: string;
  type: string;
  deletionPolicy: string | undefined;
  properties: Record<string, unknown>;
}

/** One of the store's own functions. Its resource has a placeholder for code, so what SST builds is named beside it. */
export interface StoreFunction {
  id: string;
  handler: string;
  runtime: string | undefined;
  variables: Record<string, unknown>;
  resource: Resource;
}

/** A stage as CloudFormation would get it. */
export class Stage {
  readonly app: App;
  readonly resources: Resource[];
  readonly functions: StoreFunction[];
  private readonly stacks: Stack[];
  private readonly templates: Record<string, TemplateJson>;
  private readonly resolve: (value: unknown, stack: string) => unknown;

  constructor(app: App) {
    this.app = app;
    this.stacks = app.node.children.filter((child) => child instanceof Stack);
    this.templates = Object.fromEntries(
      this.stacks.map((stack) => [this.short(stack.stackName), jsonOf(stack)]),
    );
    this.resolve = resolver((stack, id) => this.nameOf(stack, id), this.templates);
    this.resources = Object.keys(this.templates).flatMap((stack) => this.resourcesOf(stack));
    this.functions = app.node
      .findAll()
      .filter((construct) => construct instanceof SstFunction)
      .map((fn) => this.describe(fn));
  }

  /** The resources of one type, such as `AWS::SQS::Queue`, in one stack or in all. */
  all(type: string, stack?: string): Resource[] {
    const wanted = (resource: Resource) => stack === undefined || resource.stack === stack;
    return this.resources.filter((resource) => resource.type === type && wanted(resource));
  }

  /** The one resource of a type that names `value` in the property `key`; undefined where none does. */
  only(type: string, key: string, value: string): Resource | undefined {
    const [found, ...others] = this.all(type).filter(({ properties }) =>
      [properties[key]].flat().includes(value),
    );
    if (others.length > 0) throw new Error(`more than one ${type} with ${key} ${value}`);
    return found;
  }

  /** The function that runs a handler of the topology. */
  fn(handler: string): StoreFunction {
    const found = this.functions.find((candidate) => candidate.handler === handler);
    if (!found) throw new Error(`${handler} is not deployed`);
    return found;
  }

  /** The outputs of a stack, without those that CDK and SST add for themselves. */
  outputs(stack: string): Record<string, unknown> {
    const outputs = Object.entries(this.templates[stack]?.Outputs ?? {});
    return Object.fromEntries(
      outputs
        .filter(([key]) => !key.startsWith("ExportsOutput") && key !== "SSTMetadata")
        .map(([key, { Value }]) => [key, this.resolve(Value, stack)]),
    );
  }

  /** What other stacks import from a stack. */
  exports(stack: string): Record<string, unknown> {
    const named = Object.values(this.templates[stack]?.Outputs ?? {}).filter(
      ({ Export }) => Export !== undefined,
    );
    return Object.fromEntries(
      named.map(({ Export, Value }) => [Export?.Name ?? "", this.resolve(Value, stack)]),
    );
  }

  /** By stack, those that are deployed before it and removed after it. */
  order(): Record<string, string[]> {
    const before = (stack: Stack) =>
      stack.dependencies.map(({ stackName }) => this.short(stackName)).toSorted();
    return Object.fromEntries(this.stacks.map((stack) => [this.short(stack.stackName), before(stack)]));
  }

  private short(name: string): string {
    return name.replace(this.app.logicalPrefixedName(""), "");
  }

  private nameOf(stack: string, id: string): string {
    const { QueueName, TopicName } = this.templates[stack]?.Resources[id]?.Properties ?? {};
    const physical = QueueName ?? TopicName;
    return typeof physical === "string" ? this.short(physical) : id;
  }

  private resourcesOf(stack: string): Resource[] {
    return Object.entries(this.templates[stack]?.Resources ?? {}).map(
      ([id, { Type, Properties, DeletionPolicy }]) => ({
        stack,
        name: this.nameOf(stack, id),
        type: Type,
        deletionPolicy: DeletionPolicy,
        properties: Object.fromEntries(
          Object.entries(Properties ?? {}).map(([key, value]) => [key, this.resolve(value, stack)]),
        ),
      }),
    );
  }

  private describe(fn: SstFunction): StoreFunction {
    const { Ref }: { Ref: string } = Stack.of(fn).resolve(fn.functionName);
    const resource = this.resources.find(({ name }) => name === Ref);
    if (!resource) throw new Error(`${fn.id} is in no template`);
    const { handler = "", runtime } = fn.getConstructMetadata().data;
    const variables = Object.fromEntries(
      Object.entries(at(resource.properties, "Environment", "Variables") ?? {}),
    );
    return { id: fn.id, handler, runtime, variables, resource };
  }
}

/** A value inside nested properties; undefined where the way ends early. */
export function at(value: unknown, ...keys: string[]): unknown {
  const [key, ...rest] = keys;
  if (key === undefined) return value;
  if (typeof value !== "object" || value === null) return undefined;
  return at(Object.entries(value).find(([name]) => name === key)?.[1], ...rest);
}

/** The CDK types a template as `any` below its first level; `TemplateJson` is what CloudFormation defines. */
function jsonOf(stack: Stack): TemplateJson {
  const { Resources = {}, Outputs = {} } = Template.fromStack(stack).toJSON();
  return { Resources, Outputs };
}
