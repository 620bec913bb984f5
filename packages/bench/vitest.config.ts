import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    globalSetup: "@donut-states/gateway/testing",
    testTimeout: 60_000,
    hookTimeout: 120_000,
    silent: "passed-only",
  },
});
