import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    globalSetup: "@donut-states/gateway/testing",
    testTimeout: 30_000,
    hookTimeout: 60_000,
    silent: "passed-only",
  },
});
