import { join } from "node:path";
import { Stack } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { App, Function as SstFunction } from "sst/constructs";
import { useDeferredTasks } from "sst/constructs/deferred_task.js";
import { setProject } from "sst/project.js";
import { vi } from "vitest";
import { parameters } from "@donut-states/core/topology";
import { defineStore } from "../store.ts";
import { type Exports, resolver } from "./resolve.ts";

/** A resource of a template, its references in words. `name` is its physical name without the stage, else its id. */
export interface Resource {
  stack: string;
  name: string;
  type: string;
  deletionPolicy: string | undefined;
  properties: Record<string, unknown>;
}

/** One of the store's own functions. Its resource has a placeholder for code, so the handler is named beside it. */
export interface StoreFunction {
  id: string;
  handler: string;
  variables: Record<string, unknown>;
  resource: Resource;
}

/** A stage as CloudFormation would get it. */
export interface Stage {
  app: App;
  resources: Resource[];
  functions: StoreFunction[];
  /** The function that runs a handler of the topology. */
  fn(handler: string): StoreFunction;
  /** The resources of one type, such as `AWS::SQS::Queue`. */
  all(type: string): Resource[];
  /** The outputs of a stack, without those that CDK and SST add for themselves. */
  outputs(stack: string): Record<string, unknown>;
}

interface TemplateJson {
  Resources: Record<string, { Type: string; Properties?: Record<string, unknown>; DeletionPolicy?: string }>;
  Outputs?: NonNullable<Exports["Outputs"]>;
}

const appName = "donut-states";
export const region = "ap-northeast-2";
export const account = "000000000000";

/**
 * Synthesizes a stage offline, deployed by a shell that sets these parameters and no other.
 * SST asks AWS nothing where NODE_ENV is "test", as vitest sets it.
 */
export async function synth(
  stage: string,
  shell: Partial<Record<(typeof parameters)[number], string>> = {},
  mode: "deploy" | "dev" = "deploy",
): Promise<Stage> {
  const root = join(import.meta.dirname, "..");
  const out = join(root, ".sst");
  setProject({
    version: "test",
    cdkVersion: "test",
    constructsVersion: "test",
    stacks: defineStore,
    metafile: { inputs: {}, outputs: {} },
    config: { name: appName, stage, region, ssmPrefix: `/sst/${appName}/${stage}/` },
    paths: { root, out, config: join(root, "sst.config.ts"), artifacts: join(out, "artifacts") },
  });
  const app = new App({ mode, stage, name: appName, region, account }, { outdir: join(out, "dist", stage) });
  for (const name of parameters) vi.stubEnv(name, shell[name] ?? "");
  defineStore(app);
  vi.unstubAllEnvs();
  // What SST defers is bundling the functions and building the site.
  useDeferredTasks().run = () => Promise.resolve(true);
  await app.finish();
  return describeStage(app);
}

/** The one resource of a type that names `value` in the property `key`; undefined where none does. */
export function only(stage: Stage, type: string, key: string, value: string): Resource | undefined {
  const [found, ...others] = stage
    .all(type)
    .filter(({ properties }) => [properties[key]].flat().includes(value));
  if (others.length > 0) throw new Error(`more than one ${type} with ${key} ${value}`);
  return found;
}

/** A value inside nested properties; undefined where the way ends early. */
export function at(value: unknown, ...keys: string[]): unknown {
  return keys.reduce<unknown>(
    (inner, key) =>
      typeof inner === "object" && inner !== null
        ? Object.entries(inner).find(([name]) => name === key)?.[1]
        : undefined,
    value,
  );
}

function describeStage(app: App): Stage {
  const unprefixed = (name: string) => name.replace(app.logicalPrefixedName(""), "");
  const templates = app.node.children
    .filter((child) => child instanceof Stack)
    .map((stack) => {
      const json: TemplateJson = jsonOf(stack);
      return { stack: unprefixed(stack.stackName), ...json };
    });

  const nameOf = (stack: string, id: string) => {
    const { QueueName, TopicName } =
      templates.find((template) => template.stack === stack)?.Resources[id]?.Properties ?? {};
    const physical = QueueName ?? TopicName;
    return typeof physical === "string" ? unprefixed(physical) : id;
  };
  const resolve = resolver(nameOf, templates);

  const resources = templates.flatMap(({ stack, Resources }) =>
    Object.entries(Resources).map(([id, { Type, Properties = {}, DeletionPolicy }]) => ({
      stack,
      name: nameOf(stack, id),
      type: Type,
      deletionPolicy: DeletionPolicy,
      properties: Object.fromEntries(
        Object.entries(Properties).map(([key, value]) => [key, resolve(value, stack)]),
      ),
    })),
  );

  const functions = app.node
    .findAll()
    .filter((child) => child instanceof SstFunction)
    .map((fn) => {
      const { Ref }: { Ref: string } = Stack.of(fn).resolve(fn.functionName);
      const resource = resources.find(({ name }) => name === Ref);
      if (!resource) throw new Error(`${fn.id} is in no template`);
      const variables = Object.fromEntries(
        Object.entries(at(resource.properties, "Environment", "Variables") ?? {}),
      );
      return { id: fn.id, handler: fn.getConstructMetadata().data.handler ?? "", variables, resource };
    });

  const outputs = (stack: string) =>
    Object.fromEntries(
      Object.entries(templates.find((template) => template.stack === stack)?.Outputs ?? {})
        .filter(([key]) => !key.startsWith("ExportsOutput") && key !== "SSTMetadata")
        .map(([key, { Value }]) => [key, resolve(Value, stack)]),
    );

  const fn = (handler: string) => {
    const found = functions.find((candidate) => candidate.handler === handler);
    if (!found) throw new Error(`${handler} is not deployed`);
    return found;
  };

  const all = (type: string) => resources.filter((resource) => resource.type === type);

  return { app, resources, functions, fn, all, outputs };
}

/** The CDK types a template as `any` below its first level; `TemplateJson` is what CloudFormation defines. */
function jsonOf(stack: Stack): TemplateJson {
  const { Resources = {}, Outputs = {} } = Template.fromStack(stack).toJSON();
  return { Resources, Outputs };
}
