import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { defineConfig, type TestUserConfig } from "vitest/config";

/** What is asked of the property tests: `FC_SEED`, `FC_RUNS` and, to repeat a failure, `FC_PATH`. */
const { FC_SEED = "1", FC_RUNS, FC_PATH } = process.env;

/** Whether the model check finds what is broken on purpose: minutes of work that no change of the store needs each time. */
const mutants = "test/model/mutants.test.ts";

/** Replaces a module, or changes what a client is made from once for a whole process. */
const NEEDS_OWN_MODULES = /vi\.mock\(|startFaultySns|AWS_|METRICS_SERVICE/;
const apart = readdirSync(import.meta.dirname, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".test.ts") && path !== mutants)
  .filter((path) => NEEDS_OWN_MODULES.test(readFileSync(join(import.meta.dirname, path), "utf8")));

const common: TestUserConfig = {
  pool: "threads",
  maxWorkers: 2,
  testTimeout: 180_000,
  hookTimeout: 180_000,
  setupFiles: "@donut-states/gateway/testing.environment",
  env: {
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
    SST_APP: "donut-states",
    SST_STAGE: "test",
    SST_Secret_value_CALLBACK_SECRET: "test-callback-key",
    CALLBACK_BASE_URL: "http://shop.example",
  },
};

export default defineConfig({
  test: {
    globalSetup: ["@donut-states/gateway/testing", "./src/testing.broker.ts"],
    provide: {
      fastCheck: {
        seed: Number(FC_SEED),
        ...(FC_RUNS ? { numRuns: Number(FC_RUNS) } : {}),
        ...(FC_PATH ? { path: FC_PATH } : {}),
      },
    },
    maxWorkers: 2,
    // Importing costs more than most tests, so the files share their modules where they can.
    projects: [
      {
        test: {
          ...common,
          name: "together",
          isolate: false,
          exclude: ["node_modules/**", mutants, ...apart],
        },
      },
      { test: { ...common, name: "apart", include: apart } },
      { test: { ...common, name: "mutants", include: [mutants] } },
    ],
  },
});
