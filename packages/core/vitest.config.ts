import { defineConfig } from "vitest/config";

/** What is asked of the property tests: `FC_SEED`, `FC_RUNS` and, to repeat a failure, `FC_PATH`. */
const { FC_SEED = "1", FC_RUNS, FC_PATH } = process.env;

export default defineConfig({
  test: {
    globalSetup: ["@donut-states/gateway/testing", "./src/testing.broker.ts"],
    pool: "threads",
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    provide: {
      fastCheck: {
        seed: Number(FC_SEED),
        ...(FC_RUNS ? { numRuns: Number(FC_RUNS) } : {}),
        ...(FC_PATH ? { path: FC_PATH } : {}),
      },
    },
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
  },
});
