import { defineConfig } from "vite";
import solid from "vite-plugin-solid";
import { budget } from "./budget.ts";

export default defineConfig({
  plugins: [solid(), budget()],
  server: { host: "127.0.0.1", port: 5173, strictPort: true },
  // The storefront at `/` and the operations console at `/console`, where `/console/` leads too.
  build: { rolldownOptions: { input: ["index.html", "console.html", "console/index.html"] } },
});
