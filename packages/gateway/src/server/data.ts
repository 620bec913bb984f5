import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ServerBinary } from "./binary.ts";
import { runInstaller } from "./installer.ts";
import { asRoot, type Profile } from "./flags.ts";

const unfinished = "data.new-";

// MySQL makes root@localhost alone, which a connection over TCP cannot be while names are not resolved.
const loopbackRoot = `CREATE USER 'root'@'127.0.0.1'; GRANT ALL ON *.* TO 'root'@'127.0.0.1' WITH GRANT OPTION;`;

/**
 * Makes `directory/data` with the server's own tables, unless it is there.
 *
 * It is made beside its place and renamed when complete, so a run that is killed half-way leaves nothing that
 * looks like data; what it left is removed. Rejects with the installer's output. The signal ends the installer.
 */
export async function ensureDataDirectory(
  directory: string,
  binary: ServerBinary,
  profile: Profile,
  signal?: AbortSignal,
): Promise<void> {
  await removeUnfinished(directory);
  const data = join(directory, "data");
  if (existsSync(data)) return;

  const temporaryTables = await temporaryTableDirectory(directory);
  const fresh = await mkdtemp(join(directory, unfinished));
  if (binary.engine === "mariadb")
    await installMariadb(binary.installer, fresh, temporaryTables, profile, signal);
  else await initializeMysql(binary.path, fresh, temporaryTables, directory, signal);
  await rename(fresh, data);
}

/** A server empties the place of its temporary tables when it starts, so two servers must not share one. */
export async function temporaryTableDirectory(directory: string): Promise<string> {
  const path = join(directory, "tmp");
  await mkdir(path, { recursive: true });
  return path;
}

/** The one place where the server's own statements may read and write files. */
export async function fileDirectory(directory: string): Promise<string> {
  const path = join(directory, "files");
  await mkdir(path, { recursive: true, mode: 0o700 });
  return path;
}

/** With retries, and at every start: an installer outlives its killed parent, and may even begin its directory anew. */
async function removeUnfinished(directory: string): Promise<void> {
  const names = (await readdir(directory)).filter((name) => name.startsWith(unfinished));
  await Promise.all(names.map((name) => rm(join(directory, name), { recursive: true, maxRetries: 10 })));
}

async function installMariadb(
  installer: string,
  data: string,
  temporaryTables: string,
  profile: Profile,
  signal?: AbortSignal,
): Promise<void> {
  const unsafe = ["--innodb-flush-method=nosync", "--innodb-doublewrite=OFF", "--innodb-log-file-size=48M"];
  const flags = [
    "--no-defaults",
    ...asRoot(),
    `--datadir=${data}`,
    `--tmpdir=${temporaryTables}`,
    "--auth-root-authentication-method=normal",
    "--skip-test-db",
    "--skip-name-resolve",
    ...(profile === "throwaway" ? unsafe : []),
  ];
  await runInstaller(installer, flags, { signal });
}

async function initializeMysql(
  server: string,
  data: string,
  temporaryTables: string,
  directory: string,
  signal?: AbortSignal,
): Promise<void> {
  const initFile = join(directory, "root.sql");
  await writeFile(initFile, loopbackRoot);
  const flags = [
    "--no-defaults",
    ...asRoot(),
    `--datadir=${data}`,
    `--tmpdir=${temporaryTables}`,
    `--init-file=${initFile}`,
  ];
  await runInstaller(server, [...flags, "--initialize-insecure"], { signal });
  await rm(initFile);
}
