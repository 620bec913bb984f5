import { chart } from "./chart.ts";
import { publish } from "./docs.ts";
import { readOptions, usage, WrongCall } from "./options.ts";
import { progress } from "./progress.ts";
import { legend, table } from "./report.ts";
import { runsOf, simulate } from "./simulation.ts";

/** `pnpm simulate`: exits with 0, and with 2 after a wrong call. */
async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2));
  if (options.help) {
    console.log(usage);
    return 0;
  }
  const outcomes = simulate(options, progress(runsOf(options), process.stderr));
  const text = `${legend(options)}\n\n${table(outcomes)}`;
  console.log(text);
  const image = "![Lost sales and average stock, by pattern of demand and policy](replenishment.svg)";
  if (options.docs) await publish(`${text}\n\n${image}`, chart(outcomes));
  return 0;
}

process.exitCode = await main().catch((error: unknown) => {
  if (!(error instanceof WrongCall)) throw error;
  console.error(`${error.message}\n\n${usage}`);
  return 2;
});
