import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { administer } from "./server/administer.ts";
import { parentOfServer } from "./server/orphan.ts";
import { isPortCollision } from "./server/port.ts";
import { ensureDatabase, startServer, type Server } from "./server.ts";
import { createScratch } from "./test/scratch.ts";

let scratch: Awaited<ReturnType<typeof createScratch>>;
let directory: string;
const parents: ChildProcess[] = [];
const servers: Server[] = [];

beforeEach(async () => {
  scratch = await createScratch();
  directory = scratch.directory;
});
afterEach(async () => {
  for (const parent of parents.splice(0)) parent.kill("SIGKILL");
  await Promise.all(servers.splice(0).map((server) => server.stop()));
  await scratch.remove();
});

async function start(options: Partial<Parameters<typeof startServer>[0]> = {}): Promise<Server> {
  const server = await startServer({ directory, profile: "kept", ...options });
  servers.push(server);
  return server;
}

/** Starts a server from another process; resolves with that process and, once known, the server's pid. */
function startElsewhere(
  profile: string,
  env: NodeJS.ProcessEnv = process.env,
): { parent: ChildProcess; pid: Promise<number> } {
  const script = fileURLToPath(new URL("test/parent.ts", import.meta.url));
  const parent = spawn(process.execPath, ["--import", "tsx", script, directory, profile], {
    detached: true,
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  parents.push(parent);
  return { parent, pid: once(parent.stdout, "data").then(([text]) => Number(text)) };
}

async function write(server: Server): Promise<void> {
  await ensureDatabase(server.address, "shop");
  await administer(server.address, "CREATE TABLE shop.donut (name varchar(20))");
  await administer(server.address, "INSERT INTO shop.donut VALUES ('glazed')");
}

const read = (server: Server) => administer(server.address, "SELECT name FROM shop.donut");
const glazed = [{ name: "glazed" }];

/** Not by a signal, which even a process that has ended accepts until its parent has taken note. */
async function isRunning(pid: number): Promise<boolean> {
  return (await parentOfServer(pid, directory)) !== undefined;
}

test("a kept server's data is there after a restart and after a kill -9 of the server", async () => {
  const first = await start();
  await write(first);
  await first.stop();
  expect(await isRunning(first.pid)).toBe(false);

  const second = await start();
  await ensureDatabase(second.address, "shop");
  expect(await read(second)).toEqual(glazed);
  await administer(second.address, "INSERT INTO shop.donut VALUES ('plain')");
  process.kill(second.pid, "SIGKILL");
  await second.exited;
  expect(await read(await start())).toEqual([...glazed, { name: "plain" }]);
});

test("a throwaway server is strict, in utf8mb4 and in UTC, and leaves nothing behind", async () => {
  // A path that is longer than a socket's may be.
  directory = join(directory, "x".repeat(120));
  const server = await start({ profile: "throwaway" });
  const settings =
    "SELECT @@time_zone AS zone, @@collation_server AS collation, @@sql_mode LIKE '%STRICT%' AS strict";
  expect(await administer(server.address, settings)).toEqual([
    { zone: "+00:00", collation: "utf8mb4_bin", strict: 1 },
  ]);
  await server.stop();
  expect(await readdir(scratch.directory)).toEqual([]);
});

test("an orphan of a killed process is stopped and its data taken over", async () => {
  const { parent, pid } = startElsewhere("kept");
  const orphan = await pid;
  // The whole process group, as a terminal does it: the server is not in it.
  process.kill(-Number(parent.pid), "SIGKILL");
  await once(parent, "exit");
  expect(await isRunning(orphan)).toBe(true);

  const server = await start();
  await write(server);
  expect(server.pid).not.toBe(orphan);
  await server.stop();
  expect(await read(await start())).toEqual(glazed);
});

test("a server whose parent lives is left alone", async () => {
  const { parent, pid } = startElsewhere("throwaway");
  const running = await pid;
  await expect(start()).rejects.toThrow(`is in use by process ${parent.pid}`);
  expect(await isRunning(running)).toBe(true);
  parent.kill("SIGKILL");
  await expect.poll(async () => isRunning(running)).toBe(false);
});

test("a recorded pid that is now another program's is left alone", async () => {
  await (await start()).stop();
  const record = join(directory, "server.pid");
  await writeFile(record, (await readFile(record, "utf8")).replace(/^.*/, String(process.pid)));
  await expect(start()).resolves.toHaveProperty("pid");
});

test("a throwaway server and its directory vanish with a killed parent", async () => {
  const { parent, pid } = startElsewhere("throwaway");
  const server = await pid;
  parent.kill("SIGKILL");
  await expect.poll(async () => existsSync(directory) || (await isRunning(server))).toBe(false);
});

test("an initialisation that was killed half-way is begun again", async () => {
  const bin = join(directory, "bin");
  await mkdir(bin);
  // It is at it for as long as its parent lives, so that the kill comes half-way.
  const endless = "#!/bin/sh\nwhile kill -0 $PPID; do sleep 0.1; done\n";
  await writeFile(join(bin, "mariadb-install-db"), endless, { mode: 0o755 });
  const { parent } = startElsewhere("kept", {
    ...process.env,
    PATH: `${bin}${delimiter}${process.env.PATH}`,
  });
  const unfinished = async () =>
    (await readdir(directory).catch(() => [])).some((name) => name.startsWith("data.new-"));
  await expect.poll(unfinished, { interval: 5 }).toBe(true);
  parent.kill("SIGKILL");
  await once(parent, "exit");
  expect(existsSync(join(directory, "data"))).toBe(false);

  const server = await start();
  await write(server);
  expect(await read(server)).toEqual(glazed);
});

test("leftovers of an initialisation are removed", async () => {
  await mkdir(join(directory, "data.new-left", "mysql"), { recursive: true });
  await start({ profile: "throwaway" });
  expect(await readdir(directory)).not.toContain("data.new-left");
});

test("a server that ends during its start says why", async () => {
  await expect(start({ extraArguments: ["--no-such-option"] })).rejects.toThrow(
    /unknown option '--no-such-option'/,
  );
});

test("a port that was asked for and is taken is an error", async () => {
  const other = await start({ directory: join(directory, "other"), profile: "throwaway" });
  const error = await start({ profile: "throwaway", port: other.address.port }).catch(
    (reason: unknown) => reason,
  );
  expect(isPortCollision(error)).toBe(true);
});

test("a kept server is reached by its owner's socket alone, also the next one in its place", async () => {
  const first = await start();
  const [row] = await administer(first.address, "SELECT @@skip_networking AS off, @@port AS port");
  expect(row).toMatchObject({ off: 1 });
  const socketPath = first.address.socketPath ?? "";
  expect((await stat(dirname(socketPath))).mode & 0o777).toBe(0o700);
  process.kill(first.pid, "SIGKILL");
  await first.exited;
  const second = await start({ socketPath });
  expect(second.address).toEqual(first.address);
  expect(await administer(first.address, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
});

test.each(["kept", "throwaway"] as const)(
  "a %s server's statements see no file but their own",
  async (profile) => {
    const { address } = await start({ profile });
    const [row] = await administer(
      address,
      "SELECT @@secure_file_priv AS place, LOAD_FILE('/etc/hosts') AS hosts",
    );
    expect(row).toMatchObject({ place: expect.stringContaining(directory), hosts: null });
    expect(await readdir(join(directory, "files"))).toEqual([]);
  },
);
