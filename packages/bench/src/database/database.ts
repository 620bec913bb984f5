import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as v from "valibot";
import type { ServerAddress } from "@donut-states/gateway/gateway";
import { ensureDatabase, ensureServerBinary, startServer } from "@donut-states/gateway/server";
import { appointExecutor } from "@donut-states/gateway/server/executor";
import { freePort } from "@donut-states/gateway/server/port";
import { startPart } from "../parts/startPart.ts";
import type { Environment } from "./environment.ts";
import { withSlowSync } from "./slowSync.ts";

const Port = v.object({ port: v.number() });
const HOST = "127.0.0.1";

/** A database server as an environment has it. */
export interface MeasuredDatabase {
  /** Where the designs reach it, with the environment's round trip. */
  address: ServerAddress;
  /** Where we look ourselves. */
  direct: ServerAddress;
  /** False where the environment asks for slower syncs and this machine cannot have them. */
  asAsked: boolean;
  stop: () => Promise<void>;
}

/** What the databases on the server are called: the designs', and that of the whole store. */
export const databases = { designs: "designs", store: "store" } as const;

/**
 * Starts a server with the settings that `pnpm start` keeps its data with: every commit is on the disk when it is
 * answered. It ends with this process, and its data too.
 */
export async function startDatabase(
  environment: Environment,
  say: (line: string) => void,
): Promise<MeasuredDatabase> {
  const directory = await mkdtemp(join(tmpdir(), "donut-states-bench-"));
  const dismiss = appointExecutor(directory);
  const found = await ensureServerBinary(say);
  const slow = environment.syncMs > 0 ? await withSlowSync(found, directory, environment.syncMs) : undefined;
  const server = await startServer({
    directory,
    profile: "kept",
    binary: slow ?? found,
    port: await freePort(HOST),
    extraArguments: ["--skip-networking=0", "--innodb-buffer-pool-size=256M", ...environment.options],
  });
  const { host, port, user } = server.address;
  const direct = { host, port, user };
  for (const name of Object.values(databases)) await ensureDatabase(direct, name);
  const proxy = await startPart("roundTrip", { port, delayMs: environment.roundTripMs }, Port);
  return {
    address: environment.roundTripMs > 0 ? { ...direct, port: proxy.told.port } : direct,
    direct,
    asAsked: environment.syncMs === 0 || slow !== undefined,
    stop: async () => {
      await proxy.stop();
      await server.stop();
      await rm(directory, { recursive: true, force: true });
      dismiss();
    },
  };
}
