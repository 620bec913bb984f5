import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { freePort } from "@donut-states/gateway/server/port";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const main = ["--import", "tsx", "packages/local/src/main.ts"];

/** How to reach a running store. */
export interface Address {
  apiUrl: string;
  webUrl: string;
  factoryUrl: string;
  opsToken: string;
}

const at = (port: number | undefined) => `http://127.0.0.1:${port}`;

/**
 * A store as a user starts it, with data and ports of its own. Its factory takes two seconds, so that a page can be seen
 * to wait; a message that fails is a dead letter after two deliveries, fifteen seconds apart, of which a call may take two.
 */
export async function startStore(): Promise<Address & { stop: () => Promise<void> }> {
  const directory = await mkdtemp(join(tmpdir(), "donut-states-browser-"));
  const [api, web, factory, aws] = await Promise.all([1, 2, 3, 4].map(() => freePort("127.0.0.1")));
  const opsToken = "token-of-the-browser-tests";
  const env = {
    ...process.env,
    API_PORT: String(api),
    WEB_PORT: String(web),
    FACTORY_PORT: String(factory),
    AWS_PORT: String(aws),
    LOCAL_DIR: directory,
    OPS_TOKEN: opsToken,
    DATABASE_URL: "",
    FACTORY_STEP_MS: "500",
    VISIBILITY_TIMEOUT_S: "15",
    MAX_RECEIVE_COUNT: "2",
    // However slow the machine: what is late here is not the factory.
    RESTOCK_OVERDUE_MS: "3600000",
  };
  const child = spawn(process.execPath, main, { cwd: ROOT, env, stdio: ["ignore", "pipe", "pipe"] });
  const ended = once(child, "close");
  await ready(child);
  const stop = async () => {
    child.kill("SIGINT");
    await ended;
    await rm(directory, { recursive: true });
  };
  return { apiUrl: at(api), webUrl: at(web), factoryUrl: at(factory), opsToken, stop };
}

/** Resolves at the line that says so; rejects with everything printed where the store ends instead. */
function ready(child: ReturnType<typeof spawn>): Promise<void> {
  const printed: string[] = [];
  return new Promise((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr])
      if (stream)
        createInterface(stream).on("line", (line) => {
          printed.push(line);
          if (line.startsWith("ready")) resolve();
        });
    child.once("exit", (code) => reject(new Error(`The store ended with ${code}:\n${printed.join("\n")}`)));
  });
}
