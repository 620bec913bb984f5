import { Stack } from "sst/constructs";
import { beforeAll, describe, expect, test } from "vitest";
import { at, type Stage } from "./testing/stage.ts";
import { synth } from "./testing/synth.ts";

let temporary: Stage;
let production: Stage;
beforeAll(async () => {
  temporary = await synth("test");
  production = await synth("production");
});

describe("every function of ours", () => {
  test("runs on arm64 and Node 22, with source maps", () => {
    for (const { resource, runtime, variables } of temporary.functions) {
      expect(resource.properties).toMatchObject({ Architectures: ["arm64"] });
      expect(runtime).toBe("nodejs22.x");
      expect(variables).toMatchObject({ NODE_OPTIONS: "--enable-source-maps" });
    }
  });

  test("is bundled as split ES modules, so that it loads what it imports dynamically only when it needs it", () => {
    for (const stack of temporary.app.node.children.filter((child) => child instanceof Stack))
      expect(stack.defaultFunctionProps).toMatchObject([
        { nodejs: { format: "esm", splitting: true, sourcemap: true } },
      ]);
  });

  test("logs into a group of its own", () => {
    const groups = temporary.functions.map(({ resource }) =>
      at(resource.properties, "LoggingConfig", "LogGroup"),
    );
    expect(new Set(groups).size).toBe(temporary.functions.length);
    expect(temporary.all("AWS::Logs::LogGroup").map(({ name }) => name)).toEqual(
      expect.arrayContaining(groups),
    );
  });
});

test("no function logs where nothing is ever deleted, not even those that the CDK and SST bring", () => {
  const groups = temporary.all("AWS::Logs::LogGroup").map(({ name }) => name);
  for (const { name, properties } of temporary.all("AWS::Lambda::Function"))
    expect({ name, group: at(properties, "LoggingConfig", "LogGroup") }).toEqual({
      name,
      group: expect.toBeOneOf(groups),
    });
});

test("every log group forgets after a month", () => {
  for (const { name, properties } of temporary.all("AWS::Logs::LogGroup"))
    expect({ name, days: properties["RetentionInDays"] }).toEqual({ name, days: 30 });
});

test("removing a stage leaves nothing behind", () => {
  // CloudFormation deletes where no policy is given.
  expect(temporary.resources.filter(({ deletionPolicy = "Delete" }) => deletionPolicy !== "Delete")).toEqual(
    [],
  );
});

test("removing production leaves its messages and logs, and nothing that runs", () => {
  const kept = production.resources.filter(({ deletionPolicy }) => deletionPolicy?.startsWith("Retain"));
  const data = [...production.all("AWS::SQS::Queue"), ...production.all("AWS::Logs::LogGroup")];
  expect(kept.map(({ name }) => name).toSorted()).toEqual(data.map(({ name }) => name).toSorted());
});

test("production is removed only by who names it once more", async () => {
  await expect(synth("production", {}, "remove")).rejects.toThrow("set CONFIRM_REMOVE=production");
  await expect(synth("production", { CONFIRM_REMOVE: "production" }, "remove")).resolves.toBeDefined();
});

test("a stage is removed in the order in which its stacks need each other", async () => {
  // Under "remove" SST synthesizes no site, so no reference to it holds the order then.
  const removed = await synth("removed", {}, "remove");
  expect(removed.order()).toEqual(temporary.order());
  expect(temporary.order()).toMatchObject({
    Edge: [],
    Web: ["Edge"],
    Factory: ["Edge"],
    Database: [],
    Messaging: ["Database", "Edge", "Factory"],
  });
});
