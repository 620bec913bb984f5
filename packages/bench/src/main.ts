import { writeFile } from "node:fs/promises";
import { runCommand } from "@donut-states/command-line";
import { readOptions, usage } from "./options.ts";
import { environmentNames, scenarioNames, subjectNames } from "./plan.ts";
import { Progress } from "./progress.ts";
import { chart } from "./report/chart.ts";
import { writeDocs } from "./report/docs.ts";
import { report } from "./report/report.ts";
import type { Results } from "./result.ts";
import { LOOP, run } from "./run.ts";
import { verdicts } from "./targets.ts";

/** `pnpm bench`: exits with 0 unless a promise was broken (1) or the call was wrong (2); a missed target is a figure. */
function print(text: string, results?: Results): number {
  console.log(text);
  return results !== undefined && results.broken.length > 0 ? 1 : 0;
}

await runCommand(usage, async (args) => {
  const names = [...subjectNames, ...scenarioNames, ...environmentNames, LOOP];
  const options = readOptions(args, names);
  if (options.list) return print(names.join("\n"));
  const results = await run(options, ["pnpm bench", ...args].join(" "), new Progress());
  const json = JSON.stringify({ ...results, targets: verdicts(results) }, null, 2);
  if (options.json === "-") return print(json, results);
  if (options.json !== undefined) await writeFile(options.json, `${json}\n`);
  const text = report(results);
  const drawn = chart(results);
  if (options.docs && drawn !== undefined) await writeDocs(text, drawn);
  return print(text, results);
});
