import { readArgs, runCommand } from "@donut-states/command-line";
import { watchAncestors } from "./ancestors.ts";
import { emptyDirectory } from "./directory.ts";
import { Ending } from "./ending.ts";
import { lockDirectory } from "./lock.ts";
import { readSettings, type Settings } from "./settings.ts";
import { type Store, startStore } from "./store.ts";

const usage = `pnpm start [options]

Runs the whole store on this machine, until Ctrl-C. Ports, directories and the rest are set by the environment: docs/local.md

  --fresh  from empty data
  --help   this`;

const started = performance.now();
const ending = new Ending();

async function run(fresh: boolean): Promise<void> {
  const settings = readSettings(process.env);
  if (fresh && settings.DATABASE_URL !== undefined)
    throw new Error("--fresh empties LOCAL_DIR and so does not go with DATABASE_URL");
  surviveMistakes();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, ending.signalled);
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
  const { signal, fail: giveUp } = ending;
  const store = await startStore(settings, { say: (line) => console.log(line), giveUp, signal });
  ending.started();
  announce(store);
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

/** One mistake in a handler is no reason to end the store; a state that nobody knows is, but not in disorder. */
function surviveMistakes(): void {
  process.on("unhandledRejection", (reason) => console.error(`unhandled rejection: ${oneLine(reason)}`));
  process.on("uncaughtException", (error) => ending.fail(new Error(`uncaught exception: ${oneLine(error)}`)));
  // Who reads our lines may end before we do, as in `pnpm start | head`.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
}

/** What was thrown and where. */
function oneLine(thrown: unknown): string {
  const stack = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
  const [message = "", place = ""] = stack.split(/\n\s+at /, 2);
  return `${message.replaceAll(/\s+/g, " ")}${place && ` at ${place}`}`;
}

/** `pnpm start`: exits with 0 when it was stopped, 1 when it failed, 2 after a wrong call. */
await runCommand(usage, async (args) => {
  const { fresh } = readArgs({ args, options: { fresh: { type: "boolean", default: false } } }).values;
  await run(fresh).catch(ending.fail);
  return ending.code;
});
// What was started and did not end would otherwise be waited for.
process.exit();
