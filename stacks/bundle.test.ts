import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { api, crons, prepare, queues } from "@donut-states/core/topology";
import { version } from "esbuild";
import { describe, expect, test } from "vitest";
import { awsClients, budgetOf } from "./budget.ts";
import { bundle } from "./bundle.ts";

const simulatedFactory = ["orders", "delivery"].map((name) => `packages/factory/src/lambda/${name}.handler`);
const handlers = [
  ...[api, crons, queues, { prepare }].flatMap((specs) => Object.values(specs)).map(({ handler }) => handler),
  ...simulatedFactory,
];
const sourceOf = (handler: string) => handler.replace(/\.handler$/, ".ts");

test("the bundler under test is the one that SST deploys with", () => {
  const sst = createRequire(import.meta.url).resolve("sst/package.json");
  expect(readFileSync(sst, "utf8")).toContain(`"esbuild": "${version}"`);
});

test.each(handlers)("%s can be bundled, and stays within its budget", async (handler) => {
  const { loaded } = await bundle(sourceOf(handler));
  expect(loaded).toBeGreaterThan(1_000);
  expect(loaded).toBeLessThan(budgetOf(handler));
});

describe("what a sale loads", () => {
  test("has no AWS client in it", async () => {
    const { inputs } = await bundle(sourceOf(api.sales.handler));
    expect([...inputs.keys()].filter((path) => awsClients.test(path))).toEqual([]);
  });

  // Its ES import loads Node's own fetch as well (core/db/fetch.ts).
  test("does not import node:http", async () => {
    const { builtins } = await bundle(sourceOf(api.sales.handler));
    expect([...builtins]).not.toContain("node:http");
  });

  test("would be seen to have either", async () => {
    const { inputs, builtins } = await bundle(sourceOf(api.receipt.handler));
    expect([...inputs.keys()].filter((path) => awsClients.test(path))).not.toEqual([]);
    expect([...builtins]).toContain("node:http");
  });
});
