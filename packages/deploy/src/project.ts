import { cp, readFile, symlink, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const leftOut = [".git", ".pnpm", ".sst", ".turbo", ".local", "dist", "coverage"];

/**
 * Copies the project, so that a stage can be deployed from it and its sources edited without touching the working tree.
 * Installed packages are shared, the workspace's own are the copy's.
 */
export async function copyProject(directory: string): Promise<void> {
  await cp(root, directory, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (path) => !leftOut.includes(basename(path)),
  });
  await symlink(join(root, "node_modules/.pnpm"), join(directory, "node_modules/.pnpm"));
  // The shared packages must not be installed anew from the copy.
  await edit(
    join(directory, "pnpm-workspace.yaml"),
    "verifyDepsBeforeRun: install",
    "verifyDepsBeforeRun: false",
  );
}

/** Replaces the one place where a file says `before`; throws where that is not exactly one. */
export async function edit(file: string, before: string, after: string): Promise<void> {
  const [start, end, ...more] = (await readFile(file, "utf8")).split(before);
  if (end === undefined || more.length > 0) throw new Error(`${file} does not say once: ${before}`);
  await writeFile(file, `${start}${after}${end}`);
}
