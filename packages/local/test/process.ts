import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { freePort } from "@donut-states/gateway/server/port";
import { expect, onTestFinished } from "vitest";

export const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
type Process = ChildProcessByStdio<null, Readable, Readable>;
type Environment = Record<string, string>;

/**
 * A directory and free ports for stores that run one after the other: those of a test, or of the file whose `afterAll`
 * is given. What still runs there in the end is killed.
 */
export async function createPlace(atTheEnd: (cleanUp: () => Promise<void>) => void = onTestFinished) {
  const directory = await mkdtemp(join(tmpdir(), "donut-states-process-"));
  const environment = { ...defaults, ...(await freePorts()), LOCAL_DIR: join(directory, "store") };
  const running = new Set<Process>();
  atTheEnd(async () => {
    for (const child of running) child.kill("SIGKILL");
    for (const pid of await processes(directory, "datadir")) process.kill(pid, "SIGKILL");
    await rm(directory, { recursive: true, maxRetries: 10 });
  });
  const run = (command: readonly string[], changed: Environment = {}) =>
    spawnCollecting(running, command, { ...environment, ...changed });
  const start = (options: readonly string[] = [], changed: Environment = {}) =>
    run([process.execPath, ...main, ...options], changed);
  const url = `http://127.0.0.1:${environment.API_PORT}`;
  return {
    ...client(url),
    url,
    directory,
    environment,
    run,
    start,
    databases: () => processes(directory, "datadir"),
    processes: (word: string) => processes(directory, word),
  };
}

/** Sends a signal to a running store, and expects that it ends everything, the database included. */
export async function expectEnd(
  place: Awaited<ReturnType<typeof createPlace>>,
  store: ReturnType<typeof spawnCollecting>,
  signal: NodeJS.Signals,
) {
  expect(await place.databases()).toHaveLength(1);
  const { code, printed } = await store.stop(signal);
  expect(code).toBe(0);
  expect(printed).toContain("stopping");
  expect(await place.databases()).toEqual([]);
  await expect(fetch(place.url)).rejects.toThrow("fetch failed");
}

/** How `pnpm start` runs it. */
export const main = ["--import", "tsx", "packages/local/src/main.ts"];
const defaults = {
  FACTORY_STEP_MS: "100",
  // A function has a sixth of it, which is enough on a busy machine.
  VISIBILITY_TIMEOUT_S: "12",
  RESTOCK_OVERDUE_MS: "20000",
  OPS_TOKEN: "test",
  DATABASE_URL: "",
};

/** Free ports for the four servers of a store. */
export async function freePorts() {
  const [API_PORT, WEB_PORT, FACTORY_PORT, AWS_PORT] = await Promise.all(
    [0, 1, 2, 3].map(async () => String(await freePort("127.0.0.1"))),
  );
  return { API_PORT, WEB_PORT, FACTORY_PORT, AWS_PORT } as Record<
    "API_PORT" | "WEB_PORT" | "FACTORY_PORT" | "AWS_PORT",
    string // four in, four out
  >;
}

/** Runs a command in the repository and collects what it prints. */
function spawnCollecting(
  running: Set<Process>,
  [command = "", ...args]: readonly string[],
  environment: Environment,
) {
  const child = spawn(command, args, {
    cwd: ROOT,
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.add(child);
  const printed: string[] = [];
  const ready = new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr])
      createInterface(stream).on("line", (line) => {
        printed.push(line);
        if (line.startsWith("ready")) resolve(line);
      });
    child.once("exit", (code) => reject(new Error(`ended with ${code}:\n${printed.join("\n")}`)));
  });
  const ended = once(child, "close").then(([code]) => {
    running.delete(child);
    return { code: code as number | null, printed: printed.join("\n") }; // what the close event carries
  });
  ready.catch(() => {}); // a start that is meant to fail is awaited by its end
  const stop = (signal: NodeJS.Signals = "SIGINT") => {
    child.kill(signal);
    return ended;
  };
  return { child, printed, ready, ended, stop };
}

function client(url: string) {
  const headers = { "content-type": "application/json" };
  const body = JSON.stringify({ sku: "CP-502101" });
  return {
    product: async () => (await fetch(`${url}/products/CP-502101`)).json(),
    buy: () => fetch(`${url}/checkout`, { method: "POST", headers, body }),
  };
}

/** Pids of the processes whose command lines name a directory, and a word. */
async function processes(directory: string, word: string): Promise<number[]> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(
    pids.map((pid) => readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "")),
  );
  const ours = (line = "") => line.includes(directory) && line.includes(word);
  return pids.filter((_, index) => ours(lines[index])).map(Number);
}
