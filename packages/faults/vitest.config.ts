import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    globalSetup: "@donut-states/gateway/testing",
    testTimeout: 300_000,
    hookTimeout: 300_000,
    // Conditions are awaited for as long as a busy machine may need.
    expect: { poll: { timeout: 120_000 } },
    silent: "passed-only",
    // The SDK warns of Node 20 in every worker; the repository pins what runs on it.
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" },
  },
});
