import { defineConfig, type TestUserConfig } from "vitest/config";

/** Starts processes, which inherit the environment, or changes what a client is made from once for a whole process. */
const apart = [
  "test/{ending,kept,managers,secrets,starting}.test.ts",
  "src/messaging/{broker,killed,metrics}.test.ts",
];

const common: TestUserConfig = {
  // Cases wait for visibility timeouts and windows of whole seconds; side by side they cost no more than the longest.
  maxConcurrency: 40,
  maxWorkers: 4,
  // Conditions are awaited for as long as a busy machine may need.
  testTimeout: 300_000,
  hookTimeout: 300_000,
  expect: { poll: { timeout: 120_000 } },
  setupFiles: "@donut-states/gateway/testing.environment",
  // The SDK warns of Node 20 in every worker; the repository pins what runs on it.
  env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" },
};

export default defineConfig({
  test: {
    globalSetup: "@donut-states/gateway/testing",
    silent: "passed-only",
    maxWorkers: 4,
    // Importing costs more than most tests, so the files share their modules where they can.
    projects: [
      { test: { ...common, name: "together", isolate: false, exclude: ["node_modules/**", ...apart] } },
      { test: { ...common, name: "apart", include: apart } },
    ],
  },
});
