import solid from "vite-plugin-solid";
import { defineConfig } from "vitest/config";

export default defineConfig({
  plugins: [solid()],
  // One test builds the whole site, which takes a busy machine a while.
  test: { environment: "node", testTimeout: 120_000 },
});
