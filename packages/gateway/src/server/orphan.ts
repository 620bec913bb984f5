import { execFile } from "node:child_process";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";
import { readRecord } from "./record.ts";

const graceMs = 30_000;
const pollMs = 20;

/**
 * Stops the server that a killed process left running on a directory, and removes its socket.
 *
 * The recorded pid may long be another program's, so only a process whose command line names this data directory
 * is touched. Rejects if the process that started it still lives: that server is in use.
 */
export async function stopOrphan(directory: string): Promise<void> {
  const record = await readRecord(directory);
  if (record === undefined) return;
  const parent = await parentOfServer(record.pid, directory);
  if (parent === record.owner) {
    throw new Error(`The database in ${directory} is in use by process ${record.owner}: stop that one first`);
  }
  if (parent !== undefined) await stopServer(record.pid, directory);
  await rm(record.socketDirectory, { recursive: true, force: true });
}

async function stopServer(pid: number, directory: string): Promise<void> {
  const deadline = Date.now() + graceMs;
  process.kill(pid, "SIGTERM");
  while ((await parentOfServer(pid, directory)) !== undefined) {
    if (Date.now() > deadline) process.kill(pid, "SIGKILL");
    await delay(pollMs);
  }
}

/** Parent pid of a process, if it is a server on this directory; undefined for any other and for none. */
export async function parentOfServer(pid: number, directory: string): Promise<number | undefined> {
  const found = await (process.platform === "linux" ? inspectLinux(pid) : inspectWithPs(pid)).catch(
    () => undefined,
  );
  return found?.command.includes(` --datadir=${join(directory, "data")} `) ? found.parent : undefined;
}

/** Not with ps, which small containers lack. The command of a zombie is empty, so it counts as ended. */
async function inspectLinux(pid: number): Promise<{ parent: number; command: string }> {
  const [command, status] = await Promise.all([
    readFile(`/proc/${pid}/cmdline`, "utf8"),
    readFile(`/proc/${pid}/status`, "utf8"),
  ]);
  return { parent: Number(/^PPid:\s*(\d+)/m.exec(status)?.[1]), command: command.replaceAll("\0", " ") };
}

async function inspectWithPs(pid: number): Promise<{ parent: number; command: string }> {
  const { stdout } = await promisify(execFile)("ps", [
    "-ww",
    "-o",
    "ppid=",
    "-o",
    "command=",
    "-p",
    String(pid),
  ]);
  const [, parent, command] = /^\s*(\d+)\s+(.*)$/m.exec(stdout) ?? [];
  return { parent: Number(parent), command: `${command} ` };
}
