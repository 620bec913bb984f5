import { once } from "node:events";
import { createServer } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startGateway, type Gateway } from "./gateway.ts";
import { startServer, type Server } from "./server.ts";
import { createScratch } from "./test/scratch.ts";
import { execute, value, wireClient } from "./test/wire.ts";

let scratch: Awaited<ReturnType<typeof createScratch>>;
let server: Server;
let gateway: Gateway;

beforeEach(async () => {
  scratch = await createScratch();
  server = await startServer({ directory: scratch.directory, profile: "kept" });
  gateway = await startGateway({ server: server.address, database: "mysql" });
});
afterEach(async () => {
  await gateway.stop();
  await server.stop();
  await scratch.remove();
});

async function killServer(): Promise<void> {
  process.kill(server.pid, "SIGKILL");
  await server.exited;
}

test("without a server statements fail at once and without a number, and work when it is back", async () => {
  const client = wireClient(gateway.url);
  await client.execute("BEGIN");
  expect(value(await execute(gateway.url, "SELECT 1"))).toBe("1");

  await killServer();
  for (const sql of ["SELECT 1", "BEGIN"]) {
    const { error } = await execute(gateway.url, sql);
    expect(error?.message).toMatch(/code = Unavailable desc = .*/);
    expect(error?.message).not.toContain("errno");
  }
  expect(await client.execute("SELECT 1")).toHaveProperty("error");
  expect(await client.execute("COMMIT")).toHaveProperty("error");
  expect(await client.execute("ROLLBACK")).not.toHaveProperty("error");

  const { socketPath = "" } = server.address;
  server = await startServer({ directory: scratch.directory, profile: "kept", socketPath });
  expect(value(await client.execute("SELECT 1"))).toBe("1");
});

test("a statement that runs while the server dies fails, and its transaction does not go on", async () => {
  const client = wireClient(gateway.url);
  await client.execute("BEGIN");
  const sleeping = [client.execute("SELECT SLEEP(60)"), execute(gateway.url, "SELECT SLEEP(60)")];
  const asleep = "SELECT COUNT(*) FROM information_schema.processlist WHERE state = 'User sleep'";
  await expect.poll(async () => value(await execute(gateway.url, asleep))).toBe("2");
  await killServer();
  for (const response of await Promise.all(sleeping))
    expect(response.error?.message).toContain("code = Unavailable");
  expect((await client.execute("SELECT 1")).error?.message).toContain("ended");
});

test("a server that accepts and says nothing is given five seconds, less than a turn in the pool", async () => {
  const silent = createServer().listen(0, "127.0.0.1");
  await once(silent, "listening");
  const address = silent.address();
  const port = typeof address === "object" ? Number(address?.port) : 0;
  const silenced = await startGateway({
    server: { host: "127.0.0.1", port, user: "root" },
    database: "mysql",
  });

  // Milliseconds as this process lives through them: while a busy machine lets it wait, none pass.
  let milliseconds = 0;
  const clock = setInterval(() => (milliseconds += 1), 1);
  const { error } = await execute(silenced.url, "SELECT 1");
  clearInterval(clock);
  expect(error?.message).toContain("code = Unavailable");
  expect(milliseconds).toBeLessThan(8_000);
  await silenced.stop();
  silent.close();
});

test("a gateway stops while a transaction is open and a statement runs", async () => {
  const client = wireClient(gateway.url);
  await client.execute("BEGIN");
  const sleeping = execute(gateway.url, "SELECT SLEEP(60)").catch((error: unknown) => error);
  const asleep = "SELECT COUNT(*) FROM information_schema.processlist WHERE state = 'User sleep'";
  await expect.poll(async () => value(await execute(gateway.url, asleep))).toBe("1");
  await gateway.stop();
  expect(await sleeping).toBeInstanceOf(Error);
});
