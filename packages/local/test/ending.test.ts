import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createPlace, main } from "./process.ts";

test("a store killed with -9 goes on where it was: nothing is lost, and the restock completes", async () => {
  const place = await createPlace();
  const first = place.start();
  expect(await first.ready).toMatch(/^ready.*http:\/\/127\.0\.0\.1/);
  for (const left of [2, 1, 0]) expect(await (await place.buy()).json()).toMatchObject({ stock: left });
  await first.stop("SIGKILL");
  const second = place.start();
  await second.ready;
  await expect.poll(place.product, { timeout: 20_000 }).toMatchObject({ stock: 10, restock: null });
  expect((await second.stop()).code).toBe(0);
});

test.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)(
  "%s ends everything, the database included",
  async (signal) => {
    const place = await createPlace();
    const store = place.start();
    await store.ready;
    expect(await place.databases()).toHaveLength(1);
    const { code, printed } = await store.stop(signal);
    expect(code).toBe(0);
    expect(printed).toContain("stopping");
    expect(await place.databases()).toEqual([]);
    await expect(fetch(place.url)).rejects.toThrow("fetch failed");
  },
);

const killDatabase = async (place: Awaited<ReturnType<typeof createPlace>>) => {
  const [pid = 0] = await place.databases();
  process.kill(pid, "SIGKILL");
  await expect.poll(place.databases, { interval: 10 }).not.toContain(pid);
};

test("a database that was killed is started again with its data, and not for ever", async () => {
  const place = await createPlace();
  const store = place.start();
  await store.ready;
  expect(await (await place.buy()).json()).toMatchObject({ stock: 2 });
  for (let end = 1; end <= 2; end++) {
    await killDatabase(place);
    await expect.poll(async () => (await fetch(`${place.url}/healthz`)).status).toBe(200);
    expect(await place.product()).toMatchObject({ stock: 2 });
  }
  expect(store.printed.filter((line) => line.includes("database server ended by itself"))).toHaveLength(2);
  await killDatabase(place);
  const { code, printed } = await store.ended;
  expect(code).toBe(1);
  expect(printed).toContain("The database server ended 3 times within a minute");
  expect(await place.databases()).toEqual([]);
});

test("a rejection that nobody handles is one line; what nobody catches ends the store, the database included", async () => {
  const place = await createPlace();
  const mischief = `process.on("SIGUSR2", () => void Promise.reject(new TypeError("a mistake\\nin a handler")));
    process.on("SIGWINCH", () => { throw new Error("a state that nobody knows"); });`;
  const preload = ["--import", `data:text/javascript,${encodeURIComponent(mischief)}`];
  const store = place.run([process.execPath, ...preload, ...main]);
  await store.ready;
  store.child.kill("SIGUSR2");
  await expect
    .poll(() => store.printed.filter((line) => line.includes("a mistake in a handler")))
    .toHaveLength(1);
  expect(await (await place.buy()).json()).toMatchObject({ stock: 2 });
  store.child.kill("SIGWINCH");
  const { code, printed } = await store.ended;
  expect(code).toBe(1);
  expect(printed).toContain("uncaught exception: Error: a state that nobody knows");
  expect(await place.databases()).toEqual([]);
});

/** Moments of a first start, each told by a process that names the directory. */
test.each([
  ["the database is made", "mariadb-install-db"],
  ["the database starts", "/database/data\0"],
])("Ctrl-C while %s ends the start with nothing but a word", async (_name, moment) => {
  const place = await createPlace();
  const store = place.start();
  await expect.poll(() => place.processes(moment), { interval: 5 }).not.toEqual([]);
  expect(await store.stop()).toEqual({ code: 130, printed: "stopping" });
  expect(await place.processes("")).toEqual([]);
  const next = place.start();
  await next.ready;
  await next.stop();
});

test("a second Ctrl-C ends at once what is left", async () => {
  const place = await createPlace();
  const store = place.start();
  await store.ready;
  const [database = 0] = await place.databases();
  process.kill(database, "SIGSTOP"); // so that it cannot stop
  const signal = () => (store.child.kill("SIGINT"), store.child.exitCode);
  await expect.poll(signal, { interval: 300 }).toBe(130);
  await expect.poll(place.databases).toEqual([]);
});

/** Stands for npx, its shell and pnpm: each program starts the next and waits for it. */
async function writeManagers(directory: string): Promise<string[]> {
  const relay = `const { spawn } = require("node:child_process");
    const [command, ...args] = process.argv.slice(2);
    console.log("above " + process.pid);
    spawn(command, args, { stdio: "inherit" }).on("exit", (code) => process.exit(code ?? 1));`;
  const paths = ["npx-cli.js", "pnpm.cjs"].map((name) => join(directory, name));
  for (const path of paths) await writeFile(path, relay);
  const [npx = "", pnpm = ""] = paths;
  const inner = [process.execPath, pnpm, process.execPath, ...main].join(" ");
  return [process.execPath, npx, "sh", "-c", `${inner}; exit $?`];
}

test.each([
  ["npx", "SIGKILL", 0],
  ["npx", "SIGTERM", 0],
  ["pnpm", "SIGKILL", 1],
] as const)("the store ends with the %s above it, %s", async (_name, signal, index) => {
  const place = await createPlace();
  const chain = place.run(await writeManagers(place.directory));
  await chain.ready;
  const above = chain.printed
    .filter((line) => line.startsWith("above "))
    .map((line) => Number(line.slice(6)));
  process.kill(above[index] ?? 0, signal);
  // The pipes that everything of the chain writes to are closed when its last process has ended.
  expect((await chain.ended).printed).toContain("stopping");
  expect(await place.databases()).toEqual([]);
});
