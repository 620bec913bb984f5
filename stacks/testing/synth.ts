import { join } from "node:path";
import { parameters as bound } from "@donut-states/core/topology";
import { App } from "sst/constructs";
import { useDeferredTasks } from "sst/constructs/deferred_task.js";
import { setProject } from "sst/project.js";
import { vi } from "vitest";
import { defineStore } from "../store.ts";
import { Stage } from "./stage.ts";

const name = "donut-states";
export const region = "ap-northeast-2";
export const account = "000000000000";

const parameters = [...bound, "FACTORY_SECONDS", "CONFIRM_REMOVE"] as const;

/**
 * Synthesizes a stage offline, for a shell that sets these parameters and no other.
 * SST asks AWS nothing where NODE_ENV is "test", as vitest sets it.
 */
export async function synth(
  stage: string,
  shell: Partial<Record<(typeof parameters)[number], string>> = {},
  mode: App["mode"] = "deploy",
): Promise<Stage> {
  const root = join(import.meta.dirname, "..");
  const out = join(root, ".sst");
  setProject({
    version: "test",
    cdkVersion: "test",
    constructsVersion: "test",
    stacks: defineStore,
    metafile: { inputs: {}, outputs: {} },
    config: { name, stage, region, ssmPrefix: `/sst/${name}/${stage}/` },
    paths: { root, out, config: join(root, "sst.config.ts"), artifacts: join(out, "artifacts") },
  });
  const app = new App({ mode, stage, name, region, account }, { outdir: join(out, "dist", stage) });
  for (const parameter of parameters) vi.stubEnv(parameter, shell[parameter] ?? "");
  defineStore(app);
  vi.unstubAllEnvs();
  // What SST defers is bundling the functions and building the site.
  useDeferredTasks().run = () => Promise.resolve(true);
  await app.finish();
  return new Stage(app);
}
