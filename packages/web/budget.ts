import { gzipSync } from "node:zlib";
import type { Plugin } from "vite";

/** The most JavaScript that a page may load before it works, gzipped, in bytes. */
export const BUDGET = 90_000;

/** A file of the build, as far as it is weighed. */
export interface Chunk {
  code: string;
  imports: readonly string[];
}

/** What a page loads at once, gzipped file by file as a server sends it: its entry, and what that imports. */
export function weigh(entry: string, chunks: ReadonlyMap<string, Chunk>): number {
  const loaded = new Set<string>();
  const load = (name: string): void => {
    const chunk = chunks.get(name);
    if (!chunk || loaded.has(name)) return;
    loaded.add(name);
    chunk.imports.forEach(load);
  };
  load(entry);
  return [...loaded].reduce((sum, name) => sum + gzipSync(chunks.get(name)?.code ?? "").length, 0);
}

const kilobytes = (bytes: number) => `${(bytes / 1_000).toFixed(1)} kB`;

/**
 * Prints what the JavaScript of each page weighs, and fails the build where one is over the budget. Built without the
 * API's address a page says so and does nothing else, so its weight is that of nothing.
 */
export const budget = (most = BUDGET): Plugin => ({
  name: "budget",
  apply: "build",
  writeBundle(_, bundle) {
    const scripts = Object.values(bundle).filter((file) => file.type === "chunk");
    const chunks = new Map(scripts.map((script) => [script.fileName, script]));
    for (const { fileName, isEntry, name } of scripts) {
      if (!isEntry) continue;
      const weight = weigh(fileName, chunks);
      const line = `JavaScript of ${name}: ${kilobytes(weight)} gzipped of ${kilobytes(most)}`;
      if (weight > most) this.error(line);
      console.log(line);
    }
  },
});
