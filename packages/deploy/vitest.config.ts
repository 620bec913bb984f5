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
    // The two stories side by side: much of each is waiting.
    maxWorkers: 2,
    testTimeout: 15 * minutes,
    hookTimeout: 10 * minutes,
    expect: { poll: { timeout: 5 * minutes, interval: 200 } },
  },
});
