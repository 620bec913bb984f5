import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { defineConfig, type TestUserConfig } from "vitest/config";

/** Changes what a client is made from once for a whole process, or what the process is configured with. */
const NEEDS_OWN_MODULES = /bindQueues|stubEnv|process\.env/;
const apart = readdirSync(import.meta.dirname, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".test.ts"))
  .filter((path) => NEEDS_OWN_MODULES.test(readFileSync(join(import.meta.dirname, path), "utf8")));

const common: TestUserConfig = {
  maxWorkers: 2,
  testTimeout: 180_000,
  hookTimeout: 180_000,
  setupFiles: "@donut-states/gateway/testing.environment",
};

export default defineConfig({
  test: {
    globalSetup: "@donut-states/gateway/testing",
    silent: "passed-only",
    maxWorkers: 2,
    // Importing costs more than most tests, so the files share their modules where they can.
    projects: [
      { test: { ...common, name: "together", isolate: false, exclude: ["node_modules/**", ...apart] } },
      { test: { ...common, name: "apart", include: apart } },
    ],
  },
});
