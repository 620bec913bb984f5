import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    // The CDK takes seconds to load, so all files share one process.
    isolate: false,
    fileParallelism: false,
    hookTimeout: 60_000,
    testTimeout: 60_000,
    // SST itself uses deprecated constructs of the CDK.
    env: { JSII_DEPRECATED: "quiet" },
  },
});
