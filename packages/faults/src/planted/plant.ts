import { cp, readFile, symlink, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { createScratch } from "../world/scratch.ts";
import { sourceRoot } from "../world/store.ts";

/** A text of a source file, and what stands there instead. */
export interface Change {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** A copy of the source tree. */
export interface Planted {
  readonly root: string;
  readonly remove: () => Promise<void>;
}

/** What the store is run from. */
const COPIED = ["packages", "package.json", "tsconfig.json"];
/** What tools leave in a package, and what no store needs. */
const LEFT_OUT = ["dist", ".turbo", ".vite", ".vite-temp"];

/**
 * Copies the source tree with some changes. Dependencies are shared, the workspace's packages link to each other inside
 * the copy. Rejects where a text to be replaced is not there exactly once. The copy does not outlive this process.
 */
export async function plant({ changes }: { changes: readonly Change[] }): Promise<Planted> {
  const { path: root, remove } = await createScratch();
  try {
    const filter = (source: string) => !LEFT_OUT.includes(basename(source));
    for (const name of COPIED)
      await cp(join(sourceRoot, name), join(root, name), { recursive: true, verbatimSymlinks: true, filter });
    await symlink(join(sourceRoot, "node_modules"), join(root, "node_modules"));
    for (const { file, from, to } of changes) {
      const path = join(root, file);
      await writeFile(path, replaceOnce(await readFile(path, "utf8"), { file, from, to }));
    }
    return { root, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** Throws an Error unless `from` occurs exactly once: a bug that is not planted would be caught by nobody. */
export function replaceOnce(text: string, { file, from, to }: Change): string {
  const [before, after, ...more] = text.split(from);
  if (before === undefined || after === undefined || more.length > 0)
    throw new Error(`${file} must hold exactly once: ${from}`);
  return before + to + after;
}
