import { randomBytes } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, expect, test, vi } from "vitest";
import { build } from "vite";
import { BUDGET, budget, type Chunk, weigh } from "./budget.ts";

const outDir = await mkdtemp(join(tmpdir(), "donut-states-web-"));
afterAll(() => rm(outDir, { recursive: true }));

const print = vi.spyOn(console, "log");
beforeEach(() => void print.mockClear());
afterEach(() => vi.unstubAllEnvs());

const site = { root: import.meta.dirname, logLevel: "silent" } as const;

/** Random, so that it does not get smaller. */
const noise = (bytes: number) => randomBytes(bytes).toString("base64");

test("a page weighs its entry and what it imports, each once", () => {
  const chunks = new Map<string, Chunk>([
    ["page", { code: noise(3_000), imports: ["kit", "shared"] }],
    ["kit", { code: noise(2_000), imports: ["shared", "page"] }],
    ["shared", { code: noise(1_000), imports: [] }],
    ["other page", { code: noise(9_000), imports: ["shared"] }],
  ]);
  expect(weigh("page", chunks)).toBeGreaterThan(6_000);
  expect(weigh("page", chunks)).toBeLessThan(6_500);
});

test("a build over the budget fails and says by how much", async () => {
  const lib = { entry: "src/kit/hash.ts", formats: ["es" as const] };
  const over = build({ ...site, configFile: false, plugins: [budget(100)], build: { outDir, lib } });
  await expect(over).rejects.toThrow(/JavaScript of hash: 0\.\d kB gzipped of 0\.1 kB/);
});

test("the storefront and the console are within it, whole as they are deployed", async () => {
  vi.stubEnv("NODE_ENV", "production");
  vi.stubEnv("VITE_API_URL", "https://api.example.com");
  await build({ ...site, build: { outDir, emptyOutDir: true } });
  const weights = print.mock.calls.map(([line]) => Number(/: ([\d.]+) kB/.exec(String(line))?.[1]) * 1_000);
  expect(weights).toHaveLength(2);
  // Less would be a page that lacks its address, and so everything.
  for (const weight of weights) expect(weight).toBeGreaterThan(20_000);
  for (const weight of weights) expect(weight).toBeLessThan(BUDGET);
  // What a host serves at `/console/`.
  expect(await readFile(join(outDir, "console/index.html"), "utf8")).toContain("url=/console");
});
