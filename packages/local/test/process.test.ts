import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { freePort } from "@donut-states/gateway/server/port";
import { afterAll, beforeAll, expect, test } from "vitest";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
type Process = ChildProcessByStdio<null, Readable, Readable>;

let directory: string;
let environment: Record<string, string>;
const running = new Set<Process>();

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "donut-states-process-"));
  const names = ["API_PORT", "WEB_PORT", "FACTORY_PORT", "AWS_PORT"];
  const ports = await Promise.all(names.map(async (name) => [name, String(await freePort("127.0.0.1"))]));
  environment = {
    ...Object.fromEntries(ports),
    LOCAL_DIR: join(directory, "store"),
    FACTORY_STEP_MS: "100",
    RESTOCK_OVERDUE_MS: "2000",
    VISIBILITY_TIMEOUT_S: "1",
    OPS_TOKEN: "test",
  };
});

afterAll(async () => {
  for (const child of running) child.kill("SIGKILL");
  await rm(directory, { recursive: true });
});

/** Runs `pnpm start` as its script does, and collects what it prints. */
function start(...options: string[]) {
  const child = spawn(process.execPath, ["--import", "tsx", "packages/local/src/main.ts", ...options], {
    cwd: ROOT,
    env: { ...process.env, DATABASE_URL: "", ...environment },
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
  return { child, ready, ended };
}

const url = () => `http://127.0.0.1:${environment.API_PORT}`;
const product = async () => (await fetch(`${url()}/products/CP-502101`)).json();
const buy = () =>
  fetch(`${url()}/checkout`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ sku: "CP-502101" }),
  });

/** Pids of the database servers that still run on this test's directory. */
async function databases(): Promise<string[]> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(
    pids.map((pid) => readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "")),
  );
  return pids.filter((_, index) => lines[index]?.includes(directory) && lines[index]?.includes("datadir"));
}

test("a store killed with -9 goes on where it was: nothing is lost, and the restock completes", async () => {
  const first = start();
  expect(await first.ready).toMatch(/^ready.*http:\/\/127\.0\.0\.1/);
  for (const left of [2, 1, 0]) expect(await (await buy()).json()).toMatchObject({ stock: left });
  first.child.kill("SIGKILL");
  await first.ended;
  const second = start();
  await second.ready;
  await expect.poll(product, { timeout: 20_000 }).toMatchObject({ stock: 10, restock: null });
  second.child.kill("SIGINT");
  expect((await second.ended).code).toBe(0);
});

test("Ctrl-C ends everything, the database included", async () => {
  const store = start();
  await store.ready;
  expect(await databases()).toHaveLength(1);
  store.child.kill("SIGINT");
  expect((await store.ended).code).toBe(0);
  expect(await databases()).toEqual([]);
  await expect(fetch(url())).rejects.toThrow("fetch failed");
});

test("a second start on the same ports names every variable, and leaves the first alone", async () => {
  const first = start();
  await first.ready;
  const { code, printed } = await start().ended;
  expect(code).toBe(1);
  for (const name of ["API_PORT", "WEB_PORT", "FACTORY_PORT", "AWS_PORT"])
    expect(printed).toContain(`${name}: port`);
  expect(printed).not.toContain("    at ");
  expect(await product()).toMatchObject({ stock: 10 });
  first.child.kill("SIGINT");
  await first.ended;
});

test("--fresh starts from empty data, and a wrong setting is named", async () => {
  const fresh = start("--fresh");
  await fresh.ready;
  expect(await product()).toMatchObject({ stock: 3 });
  fresh.child.kill("SIGINT");
  await fresh.ended;
  environment = { ...environment, FACTORY_STEP_MS: "soon" };
  const { code, printed } = await start().ended;
  expect(code).toBe(1);
  expect(printed).toContain("FACTORY_STEP_MS: must be a number above 0");
});

test("--fresh is refused with a database of somebody else, and for a directory that no store made", async () => {
  environment = { ...environment, FACTORY_STEP_MS: "100", DATABASE_URL: "mysql://root@127.0.0.1:1/x" };
  expect((await start("--fresh").ended).printed).toContain("DATABASE_URL");
  environment = { ...environment, DATABASE_URL: "", LOCAL_DIR: ROOT };
  expect((await start("--fresh").ended).printed).toContain("LOCAL_DIR");
  expect(await readdir(ROOT)).toContain("package.json");
});
