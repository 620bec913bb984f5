import { join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { createServer, isRunnableDevEnvironment, type RunnableDevEnvironment } from "vite";

/** The repository: the topology's handler paths start here. */
const ROOT = fileURLToPath(new URL("../../../..", import.meta.url));

/** The Lambda functions of this machine, loaded from their sources. */
export interface Functions {
  /** The exported handler that `path` names, as in `packages/functions/src/api/sales.handler`; after an edit the new one. */
  load: (path: string) => Promise<Handler>;
  stop: () => Promise<void>;
}

/** What Lambda calls; events and results are of many shapes. */
export type Handler = (event: unknown, context: unknown) => Promise<unknown>;

/**
 * Serves the handlers through Vite's module runner, which forgets a module as soon as its file was edited; not below
 * the `ignored` directory, where the database writes all the time.
 */
export async function startFunctions({
  root = ROOT,
  ignored,
}: {
  root?: string;
  ignored: string;
}): Promise<Functions> {
  const isIgnored = (path: string) => path === ignored || path.startsWith(ignored + sep);
  const server = await createServer({
    configFile: false,
    root,
    cacheDir: "node_modules/.vite/functions",
    appType: "custom",
    logLevel: "warn",
    server: {
      middlewareMode: true,
      hmr: false,
      ws: false,
      watch: { ignored: ["**/.local/**", "**/dist/**", isIgnored] },
    },
    optimizeDeps: { noDiscovery: true },
  });
  const environment = server.environments.ssr;
  if (!isRunnableDevEnvironment(environment)) throw new Error("Vite's ssr environment cannot run modules");
  return {
    load: async (path) => {
      const [file, name] = split(path);
      const module = await importModule(environment, join(root, `${file}.ts`));
      const handler = module[name];
      if (typeof handler !== "function") throw new Error(`${file}.ts exports no ${name}`);
      return handler as Handler; // the topology names only exported handlers
    },
    stop: () => server.close(),
  };
}

async function importModule(
  environment: RunnableDevEnvironment,
  path: string,
): Promise<Record<string, unknown>> {
  try {
    return await environment.runner.import(path);
  } catch (error) {
    // A module that failed is remembered as failed, and the edit that mends it would not be noticed.
    environment.runner.clearCache();
    environment.moduleGraph.invalidateAll();
    throw error;
  }
}

/** `packages/x/y.handler` is the file `packages/x/y` and its export `handler`, as in Lambda. */
function split(path: string): [file: string, name: string] {
  const dot = path.lastIndexOf(".");
  return [path.slice(0, dot), path.slice(dot + 1)];
}
