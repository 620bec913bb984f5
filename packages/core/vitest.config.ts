import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    globalSetup: ["@donut-states/gateway/testing", "./src/testing.broker.ts"],
    pool: "threads",
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    env: {
      AWS_REGION: "us-east-1",
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
      SST_REGION: "us-east-1",
      SST_APP: "donut-states",
      SST_STAGE: "test",
      SST_Secret_value_CALLBACK_SECRET: "test-callback-key",
      CALLBACK_BASE_URL: "http://shop.example",
    },
  },
});
