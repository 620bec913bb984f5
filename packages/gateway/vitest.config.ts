import { defineConfig } from "vitest/config";

export default defineConfig({
  // Generous, as starting a database takes seconds on a busy machine.
  test: { globalSetup: "./src/testing.ts", testTimeout: 20_000, hookTimeout: 20_000 },
});
