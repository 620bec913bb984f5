import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const minutes = 60_000;

export default defineConfig({
  test: {
    globalSetup: ["@donut-states/gateway/testing", "./test/emulator.ts"],
    // Tests call the emulator's APIs by their own addresses.
    execArgv: ["--require", fileURLToPath(new URL("src/emulator/localhost.cjs", import.meta.url))],
    // A story is told in order; after its first failure there is nothing left to learn.
    bail: 1,
    fileParallelism: false,
    testTimeout: 5 * minutes,
    hookTimeout: 5 * minutes,
    expect: { poll: { timeout: 3 * minutes, interval: 200 } },
  },
});
