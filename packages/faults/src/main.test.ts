import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { createScratch } from "./world/scratch.ts";

const program = fileURLToPath(new URL("main.ts", import.meta.url));
const args = ["--import", "tsx", program, "--scenario", "factory-silent", "--sales", "100"];

/** Starts the suite as a terminal does, in a process group of its own. */
async function startSuite() {
  const scratch = await createScratch();
  const child = spawn(process.execPath, args, {
    detached: true,
    env: { ...process.env, TMPDIR: scratch.path, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const stderr = text(child.stderr);
  const ended = once(child, "close");
  const interrupt = () => process.kill(-(child.pid ?? 0), "SIGINT");
  onTestFinished(async () => {
    child.kill("SIGKILL");
    await ended;
    await scratch.remove();
  });
  const directories = async () =>
    (await readdir(scratch.path)).filter((name) => name.startsWith("donut-states"));
  const made = async () => {
    const paths = (await directories()).map((name) => join(scratch.path, name));
    return (await Promise.all(paths.map((path) => readdir(path)))).flat();
  };
  return { interrupt, ended, stderr, directories, made };
}

test.each([
  ["its database", "data"],
  ["its store", "store"],
])(
  "interrupted while %s starts, the suite ends quietly and leaves nothing behind",
  { timeout: 300_000 },
  async (_, directory) => {
    const { interrupt, ended, stderr, directories, made } = await startSuite();
    await expect.poll(made, { timeout: 120_000, interval: 10 }).toContain(directory);
    interrupt();
    const [code] = await ended;
    expect({ code, stderr: await stderr }).toEqual({ code: 130, stderr: "" });
    // What a whole process shares is removed once that is gone.
    await expect.poll(directories, { timeout: 120_000 }).toEqual([]);
  },
);
