import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { chmod, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { stopOrphan } from "@donut-states/gateway/server/orphan";
import * as v from "valibot";

const SECRETS = "secrets.json";
const Secrets = v.object({ CALLBACK_SECRET: v.string(), OPS_TOKEN: v.string() });
export type Secrets = v.InferOutput<typeof Secrets>;

/** Where the database of this directory lives. */
export const databaseDirectory = (directory: string) => join(directory, "database");

/** Empties the directory of an earlier store. Throws for one that holds anything and was not made by a store. */
export async function emptyDirectory(directory: string): Promise<void> {
  const entries = existsSync(directory) ? await readdir(directory) : [];
  if (entries.length === 0) return;
  if (!entries.includes(SECRETS))
    throw new Error(`LOCAL_DIR: ${directory} is no store's directory, so it is not emptied`);
  await stopOrphan(databaseDirectory(directory));
  await rm(directory, { recursive: true });
}

/** The secrets of this directory's store, made at its first start; only the owner may read them. */
export async function openDirectory(directory: string): Promise<Secrets> {
  await mkdir(directory, { recursive: true });
  await chmod(directory, 0o700);
  const path = join(directory, SECRETS);
  if (existsSync(path)) return v.parse(Secrets, JSON.parse(await readFile(path, "utf8")));
  const made = {
    CALLBACK_SECRET: randomBytes(32).toString("hex"),
    OPS_TOKEN: randomBytes(16).toString("hex"),
  };
  await writeFile(path, JSON.stringify(made), { mode: 0o600 });
  return made;
}
