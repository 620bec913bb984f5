import { fileURLToPath } from "node:url";
import { createServer } from "vite";

const ROOT = fileURLToPath(new URL("../../web", import.meta.url));

/** Serves the storefront from its sources, with hot reload; it calls the API at `apiUrl`. Rejects where the port is taken. */
export async function startStorefront(options: {
  port: number;
  apiUrl: string;
}): Promise<{ stop: () => Promise<void> }> {
  const server = await createServer({
    root: ROOT,
    logLevel: "warn",
    define: { "import.meta.env.VITE_API_URL": JSON.stringify(options.apiUrl) },
    server: { host: "127.0.0.1", port: options.port, strictPort: true },
  });
  await server.listen();
  return { stop: () => server.close() };
}
