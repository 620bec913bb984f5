import { randomBytes } from "node:crypto";
import { constants } from "node:fs";
import { access, mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inject } from "vitest";
import type { TestProject } from "vitest/node";
import type { ServerAddress } from "./address.ts";
import { startGateway } from "./gateway.ts";
import { administer } from "./server/administer.ts";
import { ensureDatabase, ensureServerBinary, startServer } from "./server.ts";

declare module "vitest" {
  interface ProvidedContext {
    databaseServer: ServerAddress;
  }
}

const memory = "/dev/shm";

/** What a crowd on a busy machine may need; the limits as they are by default have tests of their own. */
export const patience = { transactionLimitMs: 120_000, turnMs: 120_000 };

/** Vitest's globalSetup: one throwaway server for all test files. */
export default async function globalSetup(project: TestProject): Promise<() => Promise<void>> {
  const binary = await ensureServerBinary((line) => console.log(line));
  const directory = await mkdtemp(join(await temporaryDirectory(), "donut-states-test-"));
  const server = await startServer({ directory, profile: "throwaway", binary });
  project.provide("databaseServer", server.address);
  return () => server.stop();
}

/** Where a test's files go: into memory where the system has such a place, as that is the fastest. */
export async function temporaryDirectory(): Promise<string> {
  return await access(memory, constants.W_OK).then(
    () => memory,
    () => tmpdir(),
  );
}

/** A database of a test file's own; `url` is its gateway's, `stop` drops it. */
export interface TestDatabase {
  name: string;
  url: string;
  stop(): Promise<void>;
}

/** Makes a new, empty database with a gateway before it, on the server that globalSetup started. */
export async function createDatabase(limits: Partial<typeof patience> = patience): Promise<TestDatabase> {
  const server = inject("databaseServer");
  const name = `test_${randomBytes(6).toString("hex")}`;
  await ensureDatabase(server, name);
  const gateway = await startGateway({ server, database: name, ...limits });
  const stop = async () => {
    await gateway.stop();
    await administer(server, `DROP DATABASE ${name}`);
  };
  return { name, url: gateway.url, stop };
}
