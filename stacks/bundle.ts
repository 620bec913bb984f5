import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type Metafile } from "esbuild";
import { bundling } from "./bundling.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

/** A bundled function; sizes are bytes of code, source maps left out. */
export interface Bundle {
  /** The file that Lambda imports. */
  file: string;
  /** What a cold start reads: the entry and what it imports, dynamic imports left out. */
  loaded: number;
  /** That, and what is read only where it is needed. */
  total: number;
  /** Bytes in what a cold start reads by the source file that they came from, named from the repository's root. */
  inputs: Map<string, number>;
  /** The modules of Node itself that a cold start imports. */
  builtins: Set<string>;
}

type Outputs = Metafile["outputs"];

const { esbuild, ...options } = bundling;

/** What SST puts before every file that it bundles: it counts, and CommonJS code needs it. */
const banner = [
  `import { createRequire as topLevelCreateRequire } from 'module';`,
  `const require = topLevelCreateRequire(import.meta.url);`,
  `import { fileURLToPath as topLevelFileUrlToPath, URL as topLevelURL } from "url"`,
  `const __dirname = topLevelFileUrlToPath(new topLevelURL(".", import.meta.url))`,
  "",
].join("\n");

/**
 * Bundles a function as SST 2 does with the settings of `bundling` (runtime/handlers/node.js in its package), into
 * `directory`, or nowhere without one. `entry` is its source file, named from the repository's root.
 */
export async function bundle(entry: string, directory?: string): Promise<Bundle> {
  const { metafile } = await build({
    ...options,
    ...esbuild,
    absWorkingDir: root,
    entryPoints: [entry],
    outdir: join(directory ?? "dist", dirname(entry)),
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    target: "esnext",
    mainFields: ["module", "main"],

    banner: { js: banner },
    logLevel: "silent",
    metafile: true,
    write: directory !== undefined,
  });
  const first = Object.keys(metafile.outputs).find((path) => metafile.outputs[path]?.entryPoint === entry);
  if (first === undefined) throw new Error(`nothing was made of ${entry}`);
  return { file: join(root, first), ...measure(metafile.outputs, first) };
}

function measure(outputs: Outputs, first: string): Omit<Bundle, "file"> {
  const code = Object.keys(outputs).filter((path) => path.endsWith(".mjs"));
  const loaded = loadedWith(outputs, first);
  const inputs = new Map<string, number>();
  const builtins = new Set<string>();
  for (const path of loaded) {
    for (const [input, { bytesInOutput }] of Object.entries(outputs[path]?.inputs ?? {}))
      inputs.set(input, (inputs.get(input) ?? 0) + bytesInOutput);
    for (const { path: imported, external } of outputs[path]?.imports ?? [])
      if (external === true) builtins.add(imported);
  }
  return { loaded: bytes(outputs, loaded), total: bytes(outputs, code), inputs, builtins };
}

/** The files that are loaded with one of them, itself included. */
function loadedWith(outputs: Outputs, path: string, found = new Set<string>()): Set<string> {
  if (found.has(path) || !outputs[path]) return found;
  found.add(path);
  for (const { path: next, kind } of outputs[path].imports)
    if (kind === "import-statement") loadedWith(outputs, next, found);
  return found;
}

const bytes = (outputs: Outputs, paths: Iterable<string>) =>
  [...paths].reduce((sum, path) => sum + (outputs[path]?.bytes ?? 0), 0);
