import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import { run } from "../src/run.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));

/** Runs `pnpm ops` as its script does, in a process of its own that sees nothing of this one's store. */
export async function ops(args: readonly string[], environment: Record<string, string>) {
  const child = spawn(process.execPath, ["--import", "tsx", "packages/ops/src/main.ts", ...args], {
    cwd: root,
    env: { PATH: process.env.PATH, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  const [stdout, stderr, exitCode] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { exitCode, stdout, stderr };
}

/**
 * What `pnpm ops` would print and end with, without a process for each call: for what a command does, not how it is
 * started. `json` expects a call to go well, and reads what it says.
 */
export function bindCalls(environment: () => Record<string, string>) {
  const call = async (...args: string[]) => {
    const { exitCode, stdout, stderr } = await run(args, environment(), undefined);
    return { exitCode, stdout: lineOf(stdout), stderr: lineOf(stderr) };
  };
  const json = async (...args: string[]): Promise<unknown> => {
    const { exitCode, stdout, stderr } = await call(...args, "--json");
    expect([exitCode, stderr]).toEqual([0, ""]);
    return JSON.parse(stdout);
  };
  return { call, json };
}

const lineOf = (said: string | undefined) => (said === undefined ? "" : `${said}\n`);
