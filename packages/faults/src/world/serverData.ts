import { constants } from "node:fs";
import { cp } from "node:fs/promises";
import { join } from "node:path";
import { ensureServerBinary, type ServerBinary } from "@donut-states/gateway/server";
import { ensureDataDirectory } from "@donut-states/gateway/server/data";
import { createScratch } from "./scratch.ts";

interface Template {
  directory: string;
  binary: ServerBinary;
}

let template: Promise<Template> | undefined;

/**
 * Fills an empty directory with the data of a new server, and returns the program that runs on it. An installer makes
 * the data once for this process, which is most of a server's first start; after that they are copied.
 */
export async function layServerData(directory: string): Promise<ServerBinary> {
  template ??= install();
  const { directory: source, binary } = await template;
  const options = { recursive: true, mode: constants.COPYFILE_FICLONE };
  await cp(join(source, "data"), join(directory, "data"), options);
  return binary;
}

async function install(): Promise<Template> {
  const binary = await ensureServerBinary((line) => console.log(line));
  const { path: directory } = await createScratch();
  await ensureDataDirectory(directory, binary, "throwaway");
  return { directory, binary };
}
