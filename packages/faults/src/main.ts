import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCommand } from "@donut-states/command-line";
import { allFaults } from "./fault/all.ts";
import { holdApart } from "./holdApart.ts";
import { type Options, readOptions, usage } from "./options.ts";
import { type Bug, bugs } from "./planted/bugs.ts";
import { line, opening, reasons, summary } from "./report.ts";
import { select } from "./selection.ts";
import type { Trial, Verdict } from "./trial.ts";

/** `pnpm test:faults`: exits with 0 when all held and were caught, 1 when not, 2 after a wrong call, 130 when interrupted. */
const stopping = new AbortController();

const list = () =>
  [
    ...allFaults.map(({ name, what }) => `${name}: ${what}`),
    ...Object.entries<Bug>(bugs).map(([name, bug]) => `${name} (planted): ${bug.name}`),
  ].join("\n");

async function play(options: Options): Promise<number> {
  const trials = select(options);
  const results = new Map<Trial, Verdict>();
  const waiting = [...trials];
  const work = async () => {
    for (let trial = waiting.shift(); trial && !stopping.signal.aborted; trial = waiting.shift()) {
      console.log(opening(trial));
      const verdict = await holdApart(trial, stopping.signal);
      results.set(trial, verdict);
      if (!stopping.signal.aborted) await tell(trial, verdict);
    }
  };
  await Promise.all(Array.from({ length: options.jobs }, work));
  if (stopping.signal.aborted) return 130;
  const inOrder = trials.flatMap((trial) => {
    const verdict = results.get(trial);
    return verdict ? [[trial, verdict] as const] : [];
  });
  console.log(`\n${summary(inOrder).join("\n")}`);
  return inOrder.every(([, { passed }]) => passed) ? 0 : 1;
}

async function tell(trial: Trial, verdict: Verdict): Promise<void> {
  console.log(line(trial, verdict));
  if (verdict.passed) return;
  console.log(reasons(trial, verdict).join("\n"));
  const path = join(tmpdir(), `donut-states-${trial.name}-${trial.scenario.seed}.log`);
  await writeFile(path, (verdict.outcome?.printed ?? []).join("\n"));
  console.log(`  what the store printed: ${path}`);
}

await runCommand(usage, async (args) => {
  const options = readOptions(args);
  if (options.list) {
    console.log(list());
    return 0;
  }
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => stopping.abort());
  return play(options);
});
