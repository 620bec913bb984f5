import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What a directory remembers of the server that was last started on it. */
export interface ServerRecord {
  pid: number;
  /** The process that started the server. */
  owner: number;
  /** Holds the server's socket and nothing else. */
  socketDirectory: string;
}

const longestTemporaryDirectory = 50;

/** Prefix of a new socket directory: short, as a socket's path must stay below 108 bytes (104 on macOS). */
export const socketDirectoryPrefix = join(
  tmpdir().length <= longestTemporaryDirectory ? tmpdir() : "/tmp",
  "donut-states-db-",
);

/** Path of the record; its lines are pid, owner and socket directory. */
export function recordFile(directory: string): string {
  return join(directory, "server.pid");
}

/** Reads the record of a directory; undefined where there is none or it makes no sense. */
export async function readRecord(directory: string): Promise<ServerRecord | undefined> {
  const text = await readFile(recordFile(directory), "utf8").catch(() => "");
  const [pid, owner, socketDirectory] = text.split("\n");
  if (!Number(pid) || !Number(owner) || !socketDirectory?.startsWith(socketDirectoryPrefix)) return undefined;
  return { pid: Number(pid), owner: Number(owner), socketDirectory };
}
