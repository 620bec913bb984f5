import { connect, type Database } from "@donut-states/core/db/client";
import { keepAliveFetch } from "@donut-states/core/db/fetch";
import { migrate } from "@donut-states/core/db/migrate";
import { seed } from "@donut-states/core/product/seed";
import { parseMysqlUrl, type ServerAddress, startGateway } from "@donut-states/gateway/gateway";
import { ensureDatabase, ensureServerBinary, startServer } from "@donut-states/gateway/server";
import { databaseDirectory } from "./directory.ts";
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
 * with its data in the store's directory; the last two behind a gateway. `say` hears what is installed.
 */
export async function openDatabase(
  settings: Pick<Settings, "DATABASE_URL" | "LOCAL_DIR">,
  say: (line: string) => void,
): Promise<RunningDatabase> {
  const { url, stop } = await reach(settings, say);
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

async function reach(
  { DATABASE_URL, LOCAL_DIR }: Parameters<typeof openDatabase>[0],
  say: (line: string) => void,
) {
  if (DATABASE_URL === undefined) return runServer(databaseDirectory(LOCAL_DIR), say);
  if (!DATABASE_URL.startsWith("mysql:")) return { url: DATABASE_URL, stop: () => Promise.resolve() };
  const { database, ...server } = parseMysqlUrl(DATABASE_URL);
  return serve(server, database ?? DATABASE);
}

async function runServer(directory: string, say: (line: string) => void): Promise<Reached> {
  const binary = await ensureServerBinary(say);
  const server = await startServer({ directory, profile: "kept", binary });
  try {
    const { url, stop } = await serve(server.address, DATABASE);
    return { url, stop: () => stop().then(() => server.stop()) };
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
