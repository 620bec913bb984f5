import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { nodeOptions } from "@donut-states/stacks/bundling";
import * as v from "valibot";

const child = fileURLToPath(new URL("child.mjs", import.meta.url));

const Start = v.object({ wallMs: v.number(), cpuMs: v.number(), rssMb: v.number() });
/** One import in a process of its own: by the clock, by the processor, and the memory of the process after it. */
export type Start = v.InferOutput<typeof Start>;

/** Imports a bundle in a fresh Node with the options that the stacks give every function, and nothing else in its environment. */
export async function coldStart(file: string): Promise<Start> {
  const { stdout } = await promisify(execFile)(process.execPath, [child, file], {
    env: { NODE_OPTIONS: nodeOptions, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" },
  });
  return v.parse(Start, JSON.parse(stdout));
}
