import { execFile } from "node:child_process";
import { constants } from "node:fs";
import { access } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { installationAdvice } from "./advice.ts";
import { canInstallWithApt, installWithApt } from "./apt.ts";

/** A database server on this machine that can be run as a child process. */
export type ServerBinary =
  | { engine: "mariadb"; path: string; /** Path of mariadb-install-db. */ installer: string }
  | { engine: "mysql"; path: string };

const kegs = ["/opt/homebrew/opt", "/usr/local/opt", "/home/linuxbrew/.linuxbrew/opt"];
const usualPlaces = [
  "/usr/sbin",
  "/usr/local/sbin",
  "/usr/libexec",
  "/usr/bin",
  "/usr/local/bin",
  "/opt/homebrew/bin",
  ...kegs.flatMap((keg) => ["mariadb", "mysql"].map((formula) => join(keg, formula, "bin"))),
  "/usr/local/mysql/bin",
  "/usr/share/mysql/scripts",
];

/** Finds a server on the PATH or in the places where packages put one; undefined where there is none. */
export async function findServerBinary(): Promise<ServerBinary | undefined> {
  const path = (await findProgram("mariadbd")) ?? (await findProgram("mysqld"));
  if (path === undefined) return undefined;

  const { stdout } = await promisify(execFile)(path, ["--no-defaults", "--version"]);
  if (!stdout.includes("MariaDB")) return { engine: "mysql", path };

  const installer = (await findProgram("mariadb-install-db")) ?? (await findProgram("mysql_install_db"));
  // The installer is a script that calls my_print_defaults, which Debian ships in another package.
  const complete = installer !== undefined && (await findProgram("my_print_defaults")) !== undefined;
  return complete ? { engine: "mariadb", path, installer } : undefined;
}

/** As `findServerBinary`, but rejects with one line that says what to install and how on this system. */
export async function requireServerBinary(): Promise<ServerBinary> {
  const binary = await findServerBinary();
  if (binary === undefined) throw new Error(await installationAdvice());
  return binary;
}

/**
 * Finds a server on this machine, or installs one where that needs no question: on Debian and Ubuntu as root.
 *
 * `say` hears what is installed. Rejects with one line of advice anywhere else, and when the installation fails.
 * An installation is awaited before the signal counts.
 */
export async function ensureServerBinary(
  say: (line: string) => void,
  signal?: AbortSignal,
): Promise<ServerBinary> {
  const found = await findServerBinary();
  if (found !== undefined) return found;
  if (await canInstallWithApt()) await installWithApt(say);
  signal?.throwIfAborted();
  return await requireServerBinary();
}

/** Absolute path of an executable on the PATH or in the usual places; undefined where there is none. */
export async function findProgram(name: string): Promise<string | undefined> {
  const path = process.env["PATH"]?.split(delimiter) ?? [];
  for (const directory of [...path.filter(Boolean), ...usualPlaces]) {
    const candidate = join(directory, name);
    if (await isExecutable(candidate)) return candidate;
  }
  return undefined;
}

async function isExecutable(path: string): Promise<boolean> {
  return await access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
