import { once } from "node:events";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import { hotSitePolicy, siteHeaders } from "@donut-states/web/headers";
import { createServer as createViteServer } from "vite";

const ROOT = fileURLToPath(new URL("../../web", import.meta.url));

/**
 * Serves the storefront from its sources, with hot reload; it calls the API at `apiUrl`. Rejects where the port is
 * taken.
 */
export async function startStorefront(options: {
  port: number;
  apiUrl: string;
}): Promise<{ stop: () => Promise<void> }> {
  const http = createServer();
  // A Vite that owns its server ends the whole process on SIGTERM, before anything else is stopped.
  const vite = await createViteServer({
    root: ROOT,
    logLevel: "warn",
    define: { "import.meta.env.VITE_API_URL": JSON.stringify(options.apiUrl) },
    // Else Vite would hand out any file of the workspace, the store's secrets and data among them.
    server: {
      middlewareMode: { server: http },
      ws: { server: http },
      fs: { strict: true, allow: [ROOT] },
      cors: false,
      headers: {
        ...siteHeaders,
        "content-security-policy": hotSitePolicy(new URL(options.apiUrl).origin, sockets(options.port)),
      },
    },
  });
  const stop = async () => {
    http.close();
    http.closeAllConnections();
    await vite.close();
  };
  try {
    http.on("request", vite.middlewares).listen(options.port, "127.0.0.1");
    await once(http, "listening");
    return { stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Where the page listens for changes, by the two names of this machine. */
const sockets = (port: number) => ["127.0.0.1", "localhost"].map((host) => `ws://${host}:${port}`);
