import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { api, crons, prepare, queues } from "@donut-states/core/topology";
import { run } from "../command.ts";
import { bareEnvironment } from "../environment.ts";
import { skipEmptyInstalls } from "../npm.ts";
import { copyProject } from "../project.ts";
import { type Size, sizes } from "./sizes.ts";
import { startStub } from "./stub.ts";

/**
 * Builds a stage as a deployment would, with no AWS account, and prints how large its functions are. Works in a copy, so
 * that it disturbs neither a deployment nor `sst dev`. Fails where a function of the topology was not built.
 */
const directory = await mkdtemp(join(tmpdir(), "donut-states-build-"));
const stub = await startStub();
try {
  const project = join(directory, "project");
  await copyProject(project);
  await run("pnpm", ["sst", "build", "--stage", "build"], {
    cwd: project,
    env: {
      ...bareEnvironment(),
      PATH: await skipEmptyInstalls(join(directory, "npm")),
      AWS_ENDPOINT_URL: stub.url,
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
      AWS_REGION: "ap-northeast-2",
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
      SST_TELEMETRY_DISABLED: "1",
      CI: "1",
    },
    log: join(directory, "log"),
    limitMs: 5 * 60_000,
  });
  report(await sizes(join(project, ".sst/artifacts")));
} finally {
  stub.stop();
  await rm(directory, { recursive: true, force: true });
}

function report(built: readonly Size[]): void {
  console.log(`${"loaded".padStart(10)} ${"total".padStart(10)}  function`);
  for (const { handler, loaded, total } of built)
    console.log(`${kilobytes(loaded)} ${kilobytes(total)}  ${handler}`);
  const missing = [api, crons, queues, { prepare }]
    .flatMap((specs) => Object.values(specs))
    .map(({ handler }) => handler.replace(/\.handler$/, ""))
    .filter((handler) => !built.some((size) => size.handler === handler));
  if (missing.length > 0) throw new Error(`not built: ${missing.join(", ")}`);
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1024).toFixed(1)} KB`.padStart(10);
}
