import { defineConfig } from "vitest/config";

/** A simulated week is quick, but not on every machine. */
export default defineConfig({ test: { testTimeout: 120_000 } });
