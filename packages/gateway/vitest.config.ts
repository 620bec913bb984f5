import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    globalSetup: "./src/testing.ts",
    // Generous, as starting a database takes seconds on a busy machine.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 120_000 } },
  },
});
