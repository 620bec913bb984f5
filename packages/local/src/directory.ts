import { randomBytes } from "node:crypto";
import { mkdir, open, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { stopOrphan } from "@donut-states/gateway/server/orphan";
import * as v from "valibot";
import { journalFiles } from "./messaging/names.ts";

/** Says that a directory is a store's: without it nothing is changed or removed there. */
const MARKER = "donut-states.store";
const SECRETS = "secrets.json";
const DATABASE = "database";
/** Whatever a store makes in its directory, beside the marker. */
const OURS = [DATABASE, ...journalFiles, `${SECRETS}.tmp`, SECRETS];

const Secrets = v.object({ CALLBACK_SECRET: v.string(), OPS_TOKEN: v.string() });
export type Secrets = v.InferOutput<typeof Secrets>;

/** Where the database of this directory lives. */
export const databaseDirectory = (directory: string) => join(directory, DATABASE);

/**
 * Removes what an earlier store made in its directory. The marker stays, so that one that was killed half-way can be
 * repeated. Throws for a directory that holds anything and was not made by a store.
 */
export async function emptyDirectory(directory: string): Promise<void> {
  if (!(await isOurs(directory))) return;
  await stopOrphan(databaseDirectory(directory));
  for (const name of OURS) await rm(join(directory, name), { recursive: true, force: true });
}

/**
 * The secrets of this directory's store, made at its first start; only the owner may read them. Throws for a
 * directory that holds anything and was not made by a store.
 */
export async function openDirectory(directory: string): Promise<Secrets> {
  if (!(await isOurs(directory))) {
    await mkdir(dirname(directory), { recursive: true });
    // One that exists is somebody's, and keeps its mode.
    await mkdir(directory, { mode: 0o700 }).catch(unless("EEXIST"));
    await writeFile(join(directory, MARKER), "The directory of a Donut States store; see docs/local.md.\n");
  }
  const path = join(directory, SECRETS);
  return (await readSecrets(path)) ?? (await makeSecrets(path));
}

/** False for a directory that is empty or missing, and so may become ours. */
async function isOurs(directory: string): Promise<boolean> {
  const entries = (await readdir(directory).catch(unless("ENOENT"))) ?? [];
  if (entries.length > 0 && !entries.includes(MARKER))
    throw new Error(`LOCAL_DIR: ${directory} holds something and is no store's directory; choose another`);
  return entries.length > 0;
}

async function readSecrets(path: string): Promise<Secrets | undefined> {
  const text = await readFile(path, "utf8").catch(unless("ENOENT"));
  if (text === undefined) return undefined;
  try {
    return v.parse(Secrets, JSON.parse(text));
  } catch (error) {
    throw new Error(`LOCAL_DIR: ${path} is broken; remove it to have new secrets made`, { cause: error });
  }
}

/** Written such that a crash leaves all of it or nothing. */
async function makeSecrets(path: string): Promise<Secrets> {
  const made = {
    CALLBACK_SECRET: randomBytes(32).toString("hex"),
    OPS_TOKEN: randomBytes(16).toString("hex"),
  };
  const file = await open(`${path}.tmp`, "w", 0o600);
  await file.writeFile(JSON.stringify(made));
  await file.sync();
  await file.close();
  await rename(`${path}.tmp`, path);
  return made;
}

const unless = (expected: string) => (error: NodeJS.ErrnoException) => {
  if (error.code !== expected) throw error;
  return undefined;
};
