import { rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { run } from "../src/command.ts";
import { type Emulator, startEmulator } from "../src/emulator/emulator.ts";
import { ensureMinistack } from "../src/emulator/install.ts";
import { copyProject } from "../src/project.ts";
import { commandMs } from "./stage.ts";
import { printTimings, timed } from "./timing.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The emulated AWS; undefined where there is no Python to run it. */
    aws:
      | (Pick<Emulator, "url" | "environment"> & {
          /** Where tests put their files; it is gone after the run, also after one that was broken off. */
          directory: string;
          /** What the emulator writes. */
          log: string;
        })
      | undefined;
  }
}

/** Vitest's globalSetup: one emulated AWS for all test files. */
export default async function globalSetup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const ministack = await timed("find or install it", () => ensureMinistack((line) => console.log(line)));
  if (!ministack) {
    project.provide("aws", undefined);
    return undefined;
  }
  const directory = await mkdtemp(join(tmpdir(), "donut-states-deploy-"));
  process.once("exit", () => rmSync(directory, { recursive: true, force: true }));
  const log = join(directory, "emulator.log");
  const { url, environment, stop } = await timed("start the emulator", () =>
    startEmulator(ministack, join(directory, "emulator"), log),
  );
  project.provide("aws", { url, environment, directory, log });
  await timed("bootstrap the account", () => bootstrap(directory, environment)).catch(
    async (error: unknown) => {
      await stop();
      throw error;
    },
  );
  printTimings();
  return stop;
}

/** As the first `sst` command in an account does by itself; stages that are deployed side by side would both do it. */
async function bootstrap(directory: string, env: Record<string, string>): Promise<void> {
  const cwd = join(directory, "bootstrap");
  await copyProject(cwd);
  const options = { cwd, env, log: join(directory, "bootstrap.log"), limitMs: commandMs };
  await run("pnpm", ["sst", "bootstrap", "--stage", "bootstrap"], options);
}
