import { type Server, type ServerOptions, ensureDatabase, startServer } from "@donut-states/gateway/server";
import { createPool, type Pool } from "mysql2/promise";
import { freeze } from "./freeze.ts";
import { createScratch } from "./scratch.ts";
import { layServerData } from "./serverData.ts";

export const DATABASE = "donut_states";

/** A real database server of the suite's own, for it to break. */
export interface FaultyDatabase {
  /** Where it listens, also after a restart. */
  readonly socketPath: string;
  /** For reading the truth: it goes straight to the server, so it works while the store is cut off. Times are UTC. */
  readonly pool: Pool;
  /** SIGKILL; what was committed is on the disk. */
  kill(): Promise<void>;
  /** Starts it again on the same data and at the same address; nothing happens while it runs. */
  start(): Promise<void>;
  /** Stops its clock: it holds every connection and answers nothing until `resume`. */
  pause(): Promise<void>;
  resume(): void;
  /** Ends the server and removes its data. May be called again. */
  stop(): Promise<void>;
}

/** A commit survives a SIGKILL without a flush as well; only a machine that loses power needs one. */
const cheap = ["--innodb-flush-log-at-trx-commit=2", "--loose-innodb-log-file-size=48M"];

/**
 * Starts a MariaDB or MySQL server on an empty directory, with the store's own settings for data to keep, and an empty
 * database in it. It ends with this process.
 */
export async function startDatabase(): Promise<FaultyDatabase> {
  const scratch = await createScratch();
  const options: ServerOptions = {
    directory: scratch.path,
    profile: "kept",
    binary: await layServerData(scratch.path),
    extraArguments: cheap,
  };
  let server: Server | undefined = await startServer(options);
  const { address } = server;
  await ensureDatabase(address, DATABASE);
  const { socketPath = "", user } = address;
  const pool = createPool({ socketPath, user, database: DATABASE, timezone: "Z", connectionLimit: 8 });
  const kill = async () => {
    const killed = server;
    server = undefined;
    if (killed === undefined) return;
    process.kill(killed.pid, "SIGKILL");
    await killed.exited;
  };
  return {
    socketPath,
    pool,
    kill,
    start: async () => void (server ??= await startServer({ ...options, socketPath })),
    pause: async () => {
      if (server) await freeze(server.pid);
    },
    resume: () => void (server && process.kill(server.pid, "SIGCONT")),
    stop: async () => {
      await kill();
      await pool.end().catch(() => {}); // connections that a kill had broken
      await scratch.remove();
    },
  };
}
