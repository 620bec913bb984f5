import { rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { type Emulator, startEmulator } from "../src/emulator/emulator.ts";
import { ensureMinistack } from "../src/emulator/install.ts";

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
  const ministack = await ensureMinistack((line) => console.log(line));
  if (!ministack) {
    project.provide("aws", undefined);
    return undefined;
  }
  const directory = await mkdtemp(join(tmpdir(), "donut-states-deploy-"));
  process.once("exit", () => rmSync(directory, { recursive: true, force: true }));
  const log = join(directory, "emulator.log");
  const { url, environment, stop } = await startEmulator(ministack, join(directory, "emulator"), log);
  project.provide("aws", { url, environment, directory, log });
  return stop;
}
