import { runCommand } from "@donut-states/command-line";
import { chart } from "./chart.ts";
import { publish } from "./docs.ts";
import { readOptions, usage } from "./options.ts";
import { progress } from "./progress.ts";
import { legend, table } from "./report.ts";
import { runsOf, simulate } from "./simulation.ts";

/** `pnpm simulate`: exits with 0, and with 2 after a wrong call. */
await runCommand(usage, async (args) => {
  const options = readOptions(args);
  const outcomes = simulate(options, progress(runsOf(options), process.stderr));
  const text = `${legend(options)}\n\n${table(outcomes)}`;
  console.log(text);
  const image = "![Lost sales and average stock, by pattern of demand and policy](replenishment.svg)";
  if (options.docs) await publish(`${text}\n\n${image}`, chart(outcomes));
  return 0;
});
