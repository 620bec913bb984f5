import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["src/**/*.test.ts"],
    // Cases wait for visibility timeouts and windows of whole seconds; side by side they cost no more than the longest.
    maxConcurrency: 40,
    maxWorkers: 4,
    testTimeout: 15_000,
    // The SDK warns of Node 20 in every worker; the repository pins what runs on it.
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" },
  },
});
