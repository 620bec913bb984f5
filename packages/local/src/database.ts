import { connect, type Database } from "@donut-states/core/db/client";
import { keepAliveFetch } from "@donut-states/core/db/fetch";
import { migrate } from "@donut-states/core/db/migrate";
import { reason } from "@donut-states/core/log";
import { seed } from "@donut-states/core/product/seed";
import { parseMysqlUrl, type ServerAddress, startGateway } from "@donut-states/gateway/gateway";
import { ensureDatabase, ensureServerBinary } from "@donut-states/gateway/server";
import { databaseDirectory } from "./directory.ts";
import { type Keeper, keepServer } from "./keepServer.ts";
import type { Settings } from "./settings.ts";

/** A migrated and seeded database behind a PlanetScale url. */
export interface RunningDatabase {
  url: string;
  db: Database;
  stop: () => Promise<void>;
}

const DATABASE = "donut_states";
/** Milliseconds one change of the schema may take. */
const MIGRATION_MS = 5 * 60_000;

/**
 * Opens the database that the settings name: PlanetScale itself, a MySQL server, or a server run as a child process
 * with its data in the store's directory; the last two behind a gateway. The keeper hears what is installed
 * and what becomes of that child. Rejects with an Error that names DATABASE_URL where that was given and is no good.
 */
export async function openDatabase(
  settings: Pick<Settings, "DATABASE_URL" | "LOCAL_DIR">,
  keeper: Keeper,
): Promise<RunningDatabase> {
  try {
    return await open(settings, keeper);
  } catch (error) {
    if (settings.DATABASE_URL === undefined) throw error;
    throw new Error(`DATABASE_URL: the database cannot be used: ${reason(error)}`, { cause: error });
  }
}

async function open(...[settings, keeper]: Parameters<typeof openDatabase>): Promise<RunningDatabase> {
  const { url, stop } = await reach(settings, keeper);
  try {
    const db = connect(url);
    await migrate(connect(url, keepAliveFetch(MIGRATION_MS)));
    await seed(db);
    return { url, db, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

type Reached = Pick<RunningDatabase, "url" | "stop">;

async function reach({ DATABASE_URL, LOCAL_DIR }: Parameters<typeof openDatabase>[0], keeper: Keeper) {
  if (DATABASE_URL === undefined) return runServer(databaseDirectory(LOCAL_DIR), keeper);
  if (!DATABASE_URL.startsWith("mysql:")) return { url: DATABASE_URL, stop: () => Promise.resolve() };
  const { database, ...server } = parseMysqlUrl(DATABASE_URL);
  return serve(server, database);
}

async function runServer(directory: string, keeper: Keeper): Promise<Reached> {
  const binary = await ensureServerBinary(keeper.say, keeper.signal);
  const server = await keepServer({ directory, profile: "kept", binary }, keeper);
  try {
    const gateway = await serve(server.address, DATABASE);
    const stop = async () => {
      try {
        await gateway.stop();
      } finally {
        await server.stop();
      }
    };
    return { url: gateway.url, stop };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

async function serve(server: ServerAddress, database: string): Promise<Reached> {
  await ensureDatabase(server, database);
  const gateway = await startGateway({ server, database });
  return { url: gateway.url, stop: () => gateway.stop() };
}
