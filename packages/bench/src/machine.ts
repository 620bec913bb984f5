import { execFile } from "node:child_process";
import { open, rm } from "node:fs/promises";
import { cpus, release, tmpdir, totalmem, type } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { findServerBinary } from "@donut-states/gateway/server/binary";
import { median } from "./statistics.ts";

const GIB = 2 ** 30;
const SYNCS = 50;

/** This machine, a line for each thing that decides how fast it is. */
export async function describeMachine(): Promise<string[]> {
  const processors = cpus();
  return [
    `${processors.length} x ${processors[0]?.model.trim() ?? "CPU"}, ${Math.round(totalmem() / GIB)} GiB`,
    `${type()} ${release()}`,
    `Node ${process.versions.node}, ${await serverVersion()}`,
    `a sync to its disk takes ${(await syncMs()).toFixed(2)} ms (median of ${SYNCS})`,
  ];
}

async function serverVersion(): Promise<string> {
  const binary = await findServerBinary();
  if (binary === undefined) return "no database server yet";
  const { stdout } = await promisify(execFile)(binary.path, ["--no-defaults", "--version"]);
  return /Ver (\S+)/.exec(stdout)?.[1] ?? stdout.trim();
}

async function syncMs(): Promise<number> {
  const path = join(tmpdir(), `donut-states-bench-${process.pid}`);
  const file = await open(path, "w");
  const took: number[] = [];
  for (let sync = 0; sync < SYNCS; sync++) {
    await file.write("x".repeat(512));
    const started = performance.now();
    await file.datasync();
    took.push(performance.now() - started);
  }
  await file.close();
  await rm(path);
  return median(took);
}
