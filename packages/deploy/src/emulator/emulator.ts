import { chmod, mkdir, symlink, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { freePort } from "@donut-states/gateway/server/port";
import { start } from "../command.ts";
import { bareEnvironment } from "../environment.ts";
import { skipEmptyInstalls } from "../npm.ts";
import type { Ministack } from "./install.ts";

/** AWS as it is emulated on this machine. */
export interface Emulator {
  /** Its one endpoint, for every service. */
  url: string;
  /** What makes a command talk to it and to nothing else. */
  environment: Record<string, string>;
  stop: () => Promise<void>;
}

const host = "127.0.0.1";
const region = "ap-northeast-2";
const startMs = 60_000;
const launcher = fileURLToPath(new URL("launch.py", import.meta.url));
const preload = fileURLToPath(new URL("localhost.cjs", import.meta.url));
const credentials = { AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test", AWS_REGION: region };

/** Starts the emulator on a free port with its files in `directory`, and waits until it answers. */
export async function startEmulator(
  { python, modules }: Ministack,
  directory: string,
  log: string,
): Promise<Emulator> {
  const port = await freePort(host);
  const files = join(directory, "files");
  const programs = join(directory, "bin");
  const [path] = await Promise.all([
    skipEmptyInstalls(join(directory, "npm")),
    mkdir(files, { recursive: true }),
    emulateRuntime(programs),
  ]);
  const bare = bareEnvironment();
  const server = start(python, [launcher], {
    cwd: files,
    log,
    env: {
      ...bare,
      ...credentials,
      PATH: `${programs}:${bare["PATH"]}`,
      PYTHONPATH: modules,
      BIND_HOST: host,
      GATEWAY_PORT: String(port),
      MINISTACK_REGION: region,
      PYTHONDONTWRITEBYTECODE: "1",
      TMPDIR: files,
    },
  });
  const url = `http://${host}:${port}`;
  await Promise.race([answers(`${url}/_ministack/ready`), ending(server.ended, server.output)]).catch(
    async (error: unknown) => {
      await server.stop();
      throw error;
    },
  );
  return { url, environment: environment(url, path), stop: () => server.stop() };
}

function environment(url: string, PATH: string): Record<string, string> {
  return {
    ...bareEnvironment(),
    PATH,
    ...credentials,
    AWS_ENDPOINT_URL: url,
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
    NODE_OPTIONS: `--require ${preload}`,
    SST_TELEMETRY_DISABLED: "1",
    // SST's default leaves one core of two idle while it bundles.
    SST_BUILD_CONCURRENCY: "4",
    CI: "1",
  };
}

/**
 * The emulator runs functions with whatever `node` is first on its PATH. Two gaps are filled there: Lambda's runtimes
 * bring the AWS SDK, without which the CDK's own functions fail and a bootstrap waits for them for ever (here it is the
 * one that SST brings), and the addresses that localhost.cjs knows of.
 */
async function emulateRuntime(programs: string): Promise<void> {
  const sst = createRequire(new URL("../../../../package.json", import.meta.url)).resolve("sst/package.json");
  const sdk = join(programs, "sdk");
  await mkdir(sdk, { recursive: true });
  await symlink(join(dirname(sst), "..", "@aws-sdk"), join(sdk, "@aws-sdk"));
  const node = join(programs, "node");
  const line = `NODE_PATH='${sdk}' exec '${process.execPath}' --require '${preload}' "$@"`;
  await writeFile(node, `#!/bin/sh\n${line}\n`);
  await chmod(node, 0o755);
}

async function answers(url: string): Promise<void> {
  const deadline = Date.now() + startMs;
  while (Date.now() < deadline) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`The emulator did not answer within ${startMs / 1000} s`);
}

async function ending(ended: Promise<unknown>, output: () => string): Promise<never> {
  await ended;
  throw new Error(`The emulator ended:\n${output().slice(-2_000)}`);
}
