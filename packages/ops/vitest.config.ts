import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    globalSetup: "@donut-states/gateway/testing",
    testTimeout: 180_000,
    hookTimeout: 180_000,
    silent: "passed-only",
    // The SDK warns of Node 20 in every worker; the repository pins what runs on it.
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" },
  },
});
