import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    globalSetup: "@donut-states/gateway/testing",
    testTimeout: 180_000,
    hookTimeout: 180_000,
    silent: "passed-only",
  },
});
