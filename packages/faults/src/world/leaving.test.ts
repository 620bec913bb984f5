import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { createScratch } from "./scratch.ts";

const suite = fileURLToPath(new URL("testing/suite.ts", import.meta.url));

/** Starts a suite with a temporary directory of its own, and resolves when its world is up. */
async function startSuite(temporary: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, ["--import", "tsx", suite], {
    env: { ...process.env, TMPDIR: temporary },
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  await once(child.stdout, "data");
  return child;
}

/** Pids of every process below one, whoever its parent is by now. */
async function descendants(pid: number): Promise<number[]> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const parents = await Promise.all(
    pids.map(async (child) => [Number(child), await parentOf(child)] as const),
  );
  const below = (parent: number): number[] =>
    parents.filter(([, its]) => its === parent).flatMap(([child]) => [child, ...below(child)]);
  return below(pid);
}

function end(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // it has ended, as it should
  }
}

async function parentOf(pid: string): Promise<number | undefined> {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  // A process that has ended and is not yet taken note of is none.
  if (/^State:\s*Z/m.test(status)) return undefined;
  return Number(/^PPid:\s*(\d+)/m.exec(status)?.[1]);
}

test.runIf(process.platform === "linux")(
  "a suite that is killed leaves no process and no directory behind",
  async () => {
    const scratch = await createScratch();
    onTestFinished(scratch.remove);
    const child = await startSuite(scratch.path);
    const started = await descendants(child.pid ?? 0);
    expect((await readdir(scratch.path)).join()).toContain("donut-states-faults-");
    expect(started.length).toBeGreaterThanOrEqual(4);
    onTestFinished(() => started.forEach(end));
    child.kill("SIGKILL");
    const left = async () => {
      const parents = await Promise.all(started.map((pid) => parentOf(String(pid))));
      return started.filter((_, index) => parents[index] !== undefined && !Number.isNaN(parents[index]));
    };
    await expect.poll(left).toEqual([]);
    const directories = async () =>
      (await readdir(scratch.path)).filter((name) => name.startsWith("donut-states"));
    await expect.poll(directories).toEqual([]);
  },
);
