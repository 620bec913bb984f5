import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { connect } from "node:net";
import { basename, dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { remember } from "./children.ts";
import { recordFile, socketDirectoryPrefix } from "./record.ts";

/** A server's process, perhaps not ready yet. */
export interface ServerProcess {
  readonly pid: number;
  /** Path of its socket: only this very process answers there. */
  readonly socket: string;
  /** Resolves when the process has ended, whoever ended it. */
  readonly exited: Promise<void>;
  kill(signal: NodeJS.Signals): void;
  /** The last lines of its error log. */
  lastWords(): Promise<string>;
}

const graceMs = 30_000;
const repeatMs = 1_000;
const logLines = 12;
const pollMs = 10;

// The shell becomes the server, so its pid is on record before the server itself has begun.
const recordThenRun = `printf '%s\\n' "$$" "$PPID" "$1" > "$2"; shift 2; exec "$@"`;

/**
 * Spawns a server that records itself in `directory`; `flagsFor` gives its options for the path of its socket, which
 * may be that of an earlier server.
 *
 * It gets a process group of its own, so that a terminal's Ctrl-C reaches only its parent, which then stops it.
 */
export async function launch(
  directory: string,
  binary: string,
  flagsFor: (socket: string) => string[],
  socket?: string,
): Promise<ServerProcess> {
  const socketDirectory = await makeSocketDirectory(socket);
  socket ??= join(socketDirectory, "sock");
  const command = [socketDirectory, recordFile(directory), binary, ...flagsFor(socket)];
  const errorLog = join(directory, "error.log");
  const log = openSync(errorLog, "w");
  const child = spawn("/bin/sh", ["-c", recordThenRun, basename(binary), ...command], {
    detached: true,
    stdio: ["ignore", log, log],
  });
  closeSync(log);
  remember(child);
  await once(child, "spawn");
  const exited = once(child, "exit").then(() => rm(socketDirectory, { recursive: true, force: true }));
  if (child.pid === undefined) throw new Error("/bin/sh cannot be started");
  return {
    pid: child.pid,
    socket,
    exited,
    kill: (signal) => void child.kill(signal),
    lastWords: async () =>
      (await readFile(errorLog, "utf8")).trimEnd().split("\n").slice(-logLines).join("\n"),
  };
}

/** For its owner alone, and made by us: in a place for all, one that exists could be somebody else's. */
async function makeSocketDirectory(socket?: string): Promise<string> {
  if (socket === undefined) return mkdtemp(socketDirectoryPrefix);
  await mkdir(dirname(socket), { mode: 0o700 });
  return dirname(socket);
}

/**
 * Waits until a server greets its clients; rejects with its last words if it ends before.
 * The signal ends both.
 */
export async function ready(server: ServerProcess, signal?: AbortSignal): Promise<void> {
  let ended = false;
  void server.exited.then(() => (ended = true));
  while (!(await greets(server.socket))) {
    if (ended) throw new Error(`The database server ended during its start:\n${await server.lastWords()}`);
    if (signal?.aborted) {
      await terminate(server, "SIGTERM");
      throw signal.reason;
    }
    await delay(pollMs);
  }
}

/**
 * Ends a server and waits until it is gone. The signal is repeated, as a server that has only just begun may lose one;
 * one that ignores it for 30 s is killed.
 */
export async function terminate(
  server: Pick<ServerProcess, "kill" | "exited">,
  signal: NodeJS.Signals,
): Promise<void> {
  const lastResort = setTimeout(() => server.kill("SIGKILL"), graceMs);
  const again = setInterval(() => server.kill(signal), repeatMs);
  server.kill(signal);
  await server.exited;
  clearInterval(again);
  clearTimeout(lastResort);
}

async function greets(path: string): Promise<boolean> {
  const socket = connect(path);
  const greeted = await new Promise<boolean>((resolve) => {
    socket.once("data", () => resolve(true));
    socket.once("error", () => resolve(false)); // nobody listens yet
    socket.once("close", () => resolve(false));
  });
  socket.destroy();
  return greeted;
}
