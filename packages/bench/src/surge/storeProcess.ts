import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import * as v from "valibot";

const root = fileURLToPath(new URL("../../../..", import.meta.url));
const heap = new URL("heap.mjs", import.meta.url).href;

/** Milliseconds the built-in factory takes for an order: four steps. */
export const LEAD_MS = 8_000;
const TOKEN = "surge";

/** A store in a process of its own, which ends when this one does. */
export interface StoreProcess {
  pid: number;
  apiUrl: string;
  factoryUrl: string;
  opsToken: string;
  /** Bytes of JavaScript that are alive in it, after a collection of garbage. */
  aliveBytes(): Promise<number>;
  /** Rejects as soon as it ends without having been stopped. */
  readonly ended: Promise<never>;
  /** Ends it in good order and removes its data. */
  stop(): Promise<void>;
}

/** What would make it another store than `pnpm start` with nothing set; an empty variable is none. */
const unset = Object.fromEntries(
  [
    "DATABASE_URL",
    "FACTORY_URL",
    "CALLBACK_BASE_URL",
    "RATE_LIMIT",
    "MAIL_FROM",
    "OPS_EMAIL",
    "OPS_WEBHOOK_URL",
  ]
    .concat(["VISIBILITY_TIMEOUT_S", "MAX_RECEIVE_COUNT", "RESTOCK_OVERDUE_MS"])
    .map((name) => [name, ""]),
);
const ports = { API_PORT: "0", WEB_PORT: "0", FACTORY_PORT: "0", AWS_PORT: "0" };

/** Starts a store as `pnpm start` does, with its data in a directory of its own. Rejects with its last words where it ends before it is ready. */
export async function startStore(): Promise<StoreProcess> {
  const directory = await mkdtemp(join(tmpdir(), "donut-states-surge-"));
  const args = ["--expose-gc", "--import", "tsx", "--import", heap, "packages/local/src/main.ts"];
  const own = { FACTORY_STEP_MS: String(LEAD_MS / 4), LOCAL_DIR: `${directory}/store`, OPS_TOKEN: TOKEN };
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...unset, ...ports, ...own },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  const lines: string[] = [];
  const closed = once(child, "close");
  let isStopping = false;
  const ended = closed.then((): never => {
    throw new Error(`The store ended${isStopping ? "" : " by itself"}:\n${lines.slice(-20).join("\n")}`);
  });
  ended.catch(() => {});
  const stop = async () => {
    isStopping = true;
    child.kill("SIGINT");
    await closed;
    await rm(directory, { recursive: true, force: true, maxRetries: 10 });
  };
  try {
    const ready = await Promise.race([readyLine(child, lines), ended]);
    const [apiUrl, factoryUrl] = ["api", "factory"].map((name) => urlOf(ready, name));
    if (!child.pid || !apiUrl || !factoryUrl) throw new Error(`The store announced itself as: ${ready}`);
    return {
      pid: child.pid,
      apiUrl,
      factoryUrl,
      opsToken: TOKEN,
      ended,
      stop,
      aliveBytes: () => aliveBytes(child),
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function readyLine(child: ChildProcess, lines: string[]): Promise<string> {
  return new Promise((resolve) => {
    for (const stream of [child.stdout, child.stderr])
      if (stream)
        createInterface(stream).on("line", (line) => {
          lines.push(line);
          // The store tells of every request; only the last lines are of use.
          if (lines.length > 1_000) lines.splice(0, 900);
          if (line.startsWith("ready")) resolve(line);
        });
  });
}

const urlOf = (line: string, name: string) => new RegExp(`\\b${name} (http://[^ ]+)`).exec(line)?.[1];

async function aliveBytes(child: ChildProcess): Promise<number> {
  child.send("how much is alive?");
  const [answer]: unknown[] = await once(child, "message");
  return v.parse(v.object({ aliveBytes: v.number() }), answer).aliveBytes;
}
