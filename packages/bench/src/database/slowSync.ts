import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { ServerBinary } from "@donut-states/gateway/server";

const run = promisify(execFile);
const SOURCE = fileURLToPath(new URL("slowSync.c", import.meta.url));
const quoted = (text: string) => `'${text.replaceAll("'", String.raw`'\''`)}'`;

/**
 * The same server, whose every sync to disk takes `milliseconds` longer: disks in a data centre confirm over a network.
 * Undefined where that cannot be had: it takes Linux and a C compiler.
 */
export async function withSlowSync(
  binary: ServerBinary,
  directory: string,
  milliseconds: number,
): Promise<ServerBinary | undefined> {
  if (process.platform !== "linux") return undefined;
  const library = join(directory, "slowSync.so");
  const compiled = await run("cc", ["-shared", "-fPIC", "-O2", "-o", library, SOURCE, "-ldl"]).then(
    () => true,
    () => false,
  );
  if (!compiled) return undefined;
  const path = join(directory, "slow-server");
  const environment = `LD_PRELOAD=${quoted(library)} SYNC_US=${milliseconds * 1_000}`;
  await writeFile(path, `#!/bin/sh\nexec env ${environment} ${quoted(binary.path)} "$@"\n`, { mode: 0o700 });
  return { ...binary, path };
}
