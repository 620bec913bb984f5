import { mkdir, realpath, rm } from "node:fs/promises";
import { join } from "node:path";
import type { ServerAddress } from "./address.ts";
import { ensureDataDirectory, fileDirectory, temporaryTableDirectory } from "./server/data.ts";
import { requireServerBinary, type ServerBinary } from "./server/binary.ts";
import { serverFlags, type Profile } from "./server/flags.ts";
import { appointExecutor } from "./server/executor.ts";
import { stopOrphan } from "./server/orphan.ts";
import { freePort, isPortCollision } from "./server/port.ts";
import { launch, ready, terminate } from "./server/process.ts";

export { ensureDatabase } from "./server/administer.ts";
export { ensureServerBinary, type ServerBinary } from "./server/binary.ts";

export interface ServerOptions {
  /** Everything of this server lives here: data, error log, pid file. Created where missing. */
  directory: string;
  /** "kept" survives crashes of process and machine; "throwaway" is fast and removed by `stop`. */
  profile: Profile;
  /** Defaults to the first server found on this machine. */
  binary?: ServerBinary;
  /** Of a throwaway server; defaults to a free port chosen by the operating system. */
  port?: number;
  /** That of an earlier server, to be reached where that one was; by default a new one. */
  socketPath?: string | undefined;
  /** Ends the start, also the installer of a new data directory. */
  signal?: AbortSignal;
  /** Command-line options of the server, last and therefore stronger than ours. */
  extraArguments?: readonly string[];
}

export interface Server {
  /**
   * Its administrator's, without a password: a throwaway server listens on the loopback address, a kept one on a
   * socket that only its owner can reach.
   */
  readonly address: ServerAddress;
  readonly pid: number;
  /** Resolves when the server process has ended, whoever ended it. */
  readonly exited: Promise<void>;
  /** Ends the server and, for a throwaway one, removes its directory. May be called again. */
  stop(): Promise<void>;
}

const host = "127.0.0.1";
const portAttempts = 5;

/**
 * Starts a MariaDB or MySQL server as a child process and waits until it answers.
 *
 * A server that a killed process left on the same directory is stopped first. Rejects with the last lines of
 * the error log if the server ends during its start, and if a living process still runs the directory's server.
 */
export async function startServer(options: ServerOptions): Promise<Server> {
  const binary = options.binary ?? (await requireServerBinary());
  await mkdir(options.directory, { recursive: true, mode: 0o700 });
  const directory = await realpath(options.directory);
  await stopOrphan(directory);

  const throwaway = options.profile === "throwaway";
  const dismissExecutor = throwaway ? appointExecutor(directory) : undefined;
  const cleanUp = async () => {
    dismissExecutor?.();
    if (throwaway) await rm(directory, { recursive: true, force: true });
  };
  try {
    await ensureDataDirectory(directory, binary, options.profile, options.signal);
    const { child, port } = await launchOnPort(directory, binary, options);
    const stop = async () => {
      await terminate(child, throwaway ? "SIGKILL" : "SIGTERM");
      await cleanUp();
    };
    let stopped: Promise<void> | undefined;
    return {
      address: { host, port, user: "root", ...(!throwaway && { socketPath: child.socket }) },
      pid: child.pid,
      exited: child.exited,
      stop: () => (stopped ??= stop()),
    };
  } catch (error) {
    await cleanUp();
    throw error;
  }
}

/**
 * A kept server listens on none. A free port can be taken before the server binds it; only a port nobody insists on
 * is worth another try.
 */
async function launchOnPort(directory: string, binary: ServerBinary, options: ServerOptions) {
  const temporaryTables = await temporaryTableDirectory(directory);
  const files = await fileDirectory(directory);
  for (let attempt = 1; ; attempt++) {
    const port = options.port ?? (options.profile === "kept" ? 0 : await freePort(host));
    const flagsFor = (socket: string) => [
      ...serverFlags(options.profile),
      `--datadir=${join(directory, "data")}`,
      `--tmpdir=${temporaryTables}`,
      `--secure-file-priv=${files}`,
      `--bind-address=${host}`,
      `--port=${port}`,
      `--socket=${socket}`,
      ...(options.extraArguments ?? []),
    ];
    const child = await launch(directory, binary.path, flagsFor, options.socketPath);
    try {
      await ready(child, options.signal);
      return { child, port };
    } catch (error) {
      const another = options.port === undefined && attempt < portAttempts && isPortCollision(error);
      if (!another) throw error;
    }
  }
}
