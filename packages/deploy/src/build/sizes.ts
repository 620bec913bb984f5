import { readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/** The code of a function, in bytes, without its source maps. */
export interface Size {
  handler: string;
  /** What a cold start reads. */
  loaded: number;
  /** That, and what is read only where it is needed. */
  total: number;
}

/** What SST built, from `.sst/artifacts`, which has a folder for each function. */
export async function sizes(artifacts: string): Promise<Size[]> {
  const folders = await readdir(artifacts);
  const built = await Promise.all(folders.map((folder) => sizeOf(join(artifacts, folder))));
  return built.flat().toSorted((one, other) => one.handler.localeCompare(other.handler));
}

/** What esbuild splits off lies beside the entry, under a name with a hash. */
const splitOff = /-[A-Z0-9]{8}\.mjs$/;
/** An import that is loaded with its file: a dynamic one has a parenthesis. */
const imports = /\b(?:from|import)\s*"(\.[^"]+)"/g;

async function sizeOf(folder: string): Promise<Size[]> {
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith(".mjs"));
  const files = new Map(
    await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name), "utf8")] as const)),
  );
  const total = bytes(files.values());
  return names
    .filter((name) => name.startsWith("packages/") && !splitOff.test(name))
    .map((name) => ({
      handler: name.replace(/\.mjs$/, ""),
      loaded: bytes(loadedWith(name, files).values()),
      total,
    }));
}

function loadedWith(name: string, files: ReadonlyMap<string, string>, found = new Map<string, string>()) {
  const text = files.get(name);
  if (text === undefined || found.has(name)) return found;
  found.set(name, text);
  for (const [, path = ""] of text.matchAll(imports)) loadedWith(join(dirname(name), path), files, found);
  return found;
}

function bytes(texts: Iterable<string>): number {
  return [...texts].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
}
