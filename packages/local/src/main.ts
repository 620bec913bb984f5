import { parseArgs } from "node:util";
import { watchAncestors } from "./ancestors.ts";
import { emptyDirectory } from "./directory.ts";
import { readSettings } from "./settings.ts";
import { type Store, startStore } from "./store.ts";

/** `pnpm start [--fresh]`: the whole store on this machine, until Ctrl-C. */
const started = performance.now();

async function run(): Promise<void> {
  const { fresh } = parseArgs({ options: { fresh: { type: "boolean", default: false } } }).values;
  const settings = readSettings(process.env);
  if (fresh && settings.DATABASE_URL !== undefined)
    throw new Error("--fresh empties LOCAL_DIR and so does not go with DATABASE_URL");
  if (fresh) await emptyDirectory(settings.LOCAL_DIR);
  const starting = startStore(settings, (line) => console.log(line));
  stopOnSignal(starting);
  announce(await starting);
}

function announce({ apiUrl, webUrl, factoryUrl, opsToken }: Store): void {
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(
    `ready in ${seconds} s: storefront ${webUrl} | api ${apiUrl} (${apiUrl}/docs) | factory ${factoryUrl}`,
  );
  console.log(`operations token: ${opsToken}`);
}

function stopOnSignal(starting: Promise<Store>): void {
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    console.log("stopping");
    void starting
      .then((store) => store.stop())
      .then(
        () => process.exit(0),
        (error: unknown) => fail(error),
      );
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, stop);
  void watchAncestors(stop);
}

function fail(error: unknown): never {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

run().catch(fail);
