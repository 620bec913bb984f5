import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    globalSetup: "src/setup.ts",
    // One store serves all files, and each file its own products; one after another they leave the machine free for them.
    fileParallelism: false,
    testTimeout: 300_000,
    hookTimeout: 300_000,
    // Conditions are awaited for as long as a busy machine may need.
    expect: { poll: { timeout: 90_000 } },
    silent: "passed-only",
  },
});
