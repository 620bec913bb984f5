import { parseArgs } from "node:util";
import { watchAncestors } from "./ancestors.ts";
import { emptyDirectory } from "./directory.ts";
import { Ending } from "./ending.ts";
import { lockDirectory } from "./lock.ts";
import { readSettings, type Settings } from "./settings.ts";
import { type Store, startStore } from "./store.ts";

/** `pnpm start [--fresh]`: the whole store on this machine, until Ctrl-C. */
const started = performance.now();
const ending = new Ending();

async function run(): Promise<void> {
  const { fresh } = parseArgs({ options: { fresh: { type: "boolean", default: false } } }).values;
  const settings = readSettings(process.env);
  if (fresh && settings.DATABASE_URL !== undefined)
    throw new Error("--fresh empties LOCAL_DIR and so does not go with DATABASE_URL");
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, ending.stop);
  void watchAncestors(ending.stop);
  const lock = await lockDirectory(settings.LOCAL_DIR);
  try {
    if (fresh) await emptyDirectory(settings.LOCAL_DIR);
    await runStore(settings);
  } finally {
    await lock.release();
  }
}

async function runStore(settings: Settings): Promise<void> {
  const store = await startStore(settings, { say: (line) => console.log(line), giveUp: ending.fail });
  if (!ending.signal.aborted) announce(store);
  await ending.asked();
  await store.stop();
}

function announce({ apiUrl, webUrl, factoryUrl, opsToken }: Store): void {
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(
    `ready in ${seconds} s: storefront ${webUrl} | api ${apiUrl} (${apiUrl}/docs) | factory ${factoryUrl}`,
  );
  console.log(`operations token: ${opsToken}`);
}

run()
  .catch(ending.fail)
  .finally(() => process.exit(ending.failed ? 1 : 0));
