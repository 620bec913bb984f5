import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";

/** The code of a function, in bytes, without its source maps. */
export interface Size {
  handler: string;
  /** What a cold start reads first. */
  entry: number;
  /** Everything, with what is read only when it is needed. */
  total: number;
}

/** What SST built, from `.sst/artifacts`, which has a folder for each function. */
export async function sizes(artifacts: string): Promise<Size[]> {
  const folders = await readdir(artifacts);
  const built = await Promise.all(folders.map((folder) => sizeOf(join(artifacts, folder))));
  return built.flat().toSorted((one, other) => one.handler.localeCompare(other.handler));
}

/** What esbuild split off lies beside the entry, under a name with a hash. */
const splitOff = /-[A-Z0-9]{8}\.mjs$/;

async function sizeOf(folder: string): Promise<Size[]> {
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith(".mjs"));
  const bytes = await Promise.all(names.map(async (name) => (await stat(join(folder, name))).size));
  const total = bytes.reduce((sum, size) => sum + size, 0);
  return names.flatMap((name, index) =>
    name.startsWith("packages/") && !splitOff.test(name)
      ? [{ handler: name.replace(/\.mjs$/, ""), entry: bytes[index] ?? 0, total }]
      : [],
  );
}
