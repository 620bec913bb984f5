import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { api, crons, prepare, queues } from "@donut-states/core/topology";
import { build, type Metafile, version } from "esbuild";
import { expect, test } from "vitest";
import { bundling } from "./store.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const simulatedFactory = ["orders", "delivery"].map((name) => `packages/factory/src/lambda/${name}.handler`);
const handlers = [
  ...Object.values({ ...api, ...crons, ...queues, prepare }).map(({ handler }) => handler),
  ...simulatedFactory,
];

/** Bundles a handler as SST does: with its esbuild and the options that the stacks give every function. */
async function bundle(handler: string) {
  const entry = handler.replace(/\.handler$/, ".ts");
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outdir: "dist",
    bundle: true,
    platform: "node",
    target: "esnext",
    mainFields: ["module", "main"],
    ...bundling,
    minify: true,
    metafile: true,
    write: false,
  });
  return { entry, outputs: metafile.outputs };
}

/** The files that are loaded with an entry, dynamic imports left out, and what they were made of. */
function loaded({ entry, outputs }: { entry: string; outputs: Metafile["outputs"] }) {
  const first = Object.keys(outputs).find((path) => outputs[path]?.entryPoint === entry);
  const files = new Set<string>();
  const visit = (path: string) => {
    if (files.has(path)) return;
    files.add(path);
    for (const { path: next, kind } of outputs[path]?.imports ?? [])
      if (kind === "import-statement") visit(next);
  };
  if (first !== undefined) visit(first);
  const own = [...files].flatMap((path) => outputs[path] ?? []);
  return {
    bytes: own.reduce((sum, { bytes }) => sum + bytes, 0),
    inputs: own.flatMap((file) => Object.keys(file.inputs)),
  };
}

test("the bundler under test is the one that SST deploys with", () => {
  const sst = createRequire(import.meta.url).resolve("sst/package.json");
  expect(readFileSync(sst, "utf8")).toContain(`"esbuild": "${version}"`);
});

test.each(handlers)("%s can be bundled", async (handler) => {
  expect(loaded(await bundle(handler)).bytes).toBeGreaterThan(1_000);
});

test("a sale loads no AWS client, and stays small", async () => {
  const { bytes, inputs } = loaded(await bundle(api.sales.handler));
  expect(inputs.filter((path) => /node_modules\/@(aws-sdk|smithy)\//.test(path))).toEqual([]);
  expect(bytes).toBeLessThan(200 * 1024);
});
