import { readdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { createServer } from "vite";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const vite = await createServer({
  root,
  cacheDir: "node_modules/.vite/compiled",
  logLevel: "error",
  optimizeDeps: { noDiscovery: true },
  server: { middlewareMode: true, ws: false, watch: null },
});
afterAll(() => vite.close());

const components = (await readdir(new URL(".", import.meta.url))).filter((file) => file.endsWith(".tsx"));

/** Solid's own components read what they are handed where it can be disposed of. */
const READ_IN_A_ROOT = new Set(["when", "each", "keyed", "fallback", "children"]);

test.for(components)(
  "%s hands on no condition that a press would compute outside of a root",
  async (file) => {
    const compiled = await vite.environments.client.transformRequest(`/src/storefront/ui/${file}`);
    const properties = [...(compiled?.code ?? "").matchAll(/get (\w+)\(\) \{\s*return _\$memo\(/g)];
    expect(compiled?.code).toContain("solid");
    expect(properties.map(([, name = ""]) => name).filter((name) => !READ_IN_A_ROOT.has(name))).toEqual([]);
  },
);
