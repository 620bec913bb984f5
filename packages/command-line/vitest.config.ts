import { defineConfig } from "vitest/config";

// Programs of the repository are started, which takes a while on a busy machine.
export default defineConfig({ test: { testTimeout: 120_000 } });
