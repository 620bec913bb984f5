import { createHash } from "node:crypto";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { realpath, rm } from "node:fs/promises";
import { connect, createServer, type Server } from "node:net";
import { basename, dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

/** Far longer than a process needs from seeing a dead lock to having removed it. */
const SETTLE_MS = 200;
const ANSWER_MS = 2_000;

/**
 * Takes the one lock of a store's directory, for as long as this process lives: a socket that tells who listens. One
 * that was left by a killed process answers nobody and is replaced.
 * @throws Error that names the process which has the lock.
 */
export async function lockDirectory(directory: string): Promise<{ release: () => Promise<void> }> {
  const path = await lockPath(directory);
  const server = (await tryLock(path)) ?? (await takeOver(path, directory));
  // An exit at once does not close the server, and so would leave its socket behind.
  const remove = () => rmSync(path, { force: true });
  process.once("exit", remove);
  return {
    release: async () => {
      process.off("exit", remove);
      server.close();
      await once(server, "close");
    },
  };
}

async function takeOver(path: string, directory: string): Promise<Server> {
  await refuseIfHeld(path, directory);
  await rm(path, { force: true });
  const server = await tryLock(path);
  // Another process may have seen the same dead socket, and remove ours for it.
  await delay(SETTLE_MS);
  if (server && (await holderOf(path)) === process.pid) return server;
  server?.close();
  await refuseIfHeld(path, directory);
  throw new Error(`LOCAL_DIR: ${directory} cannot be locked with ${path}`);
}

async function refuseIfHeld(path: string, directory: string): Promise<void> {
  const holder = await holderOf(path);
  if (holder !== undefined) throw new Error(`LOCAL_DIR: ${directory} is in use by process ${holder}`);
}

/** Undefined where something is at the path already. */
async function tryLock(path: string): Promise<Server | undefined> {
  const server = createServer((client) => client.on("error", () => {}).end(String(process.pid)));
  server.listen(path).unref();
  try {
    await once(server, "listening");
    return server;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EADDRINUSE") return undefined;
    throw error;
  }
}

/** The pid that listens there; undefined where nobody does. */
async function holderOf(path: string): Promise<number | string | undefined> {
  const client = connect(path)
    .setEncoding("utf8")
    .setTimeout(ANSWER_MS, () => client.end());
  let told = "";
  client.on("data", (text: string) => (told += text));
  try {
    await once(client, "connect");
  } catch {
    return undefined;
  }
  await once(client, "close").catch(() => {});
  return Number(told) || "unknown"; // a stopped process answers nothing
}

/**
 * Not in the directory, whose path may be longer than a socket's; the same for every path that leads there, and for
 * every process, which the system's temporary directory is not.
 */
async function lockPath(directory: string): Promise<string> {
  const hash = createHash("sha256")
    .update(await resolveLinks(directory))
    .digest("hex")
    .slice(0, 16);
  return `/tmp/donut-states-${process.getuid?.() ?? 0}-${hash}.lock`;
}

async function resolveLinks(path: string): Promise<string> {
  return realpath(path).catch(async () => join(await resolveLinks(dirname(path)), basename(path)));
}
