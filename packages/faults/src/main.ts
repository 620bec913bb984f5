import { allFaults } from "./fault/all.ts";
import { type Options, readOptions, usage, WrongCall } from "./options.ts";
import { type Bug, bugs } from "./planted/bugs.ts";
import { line, opening, reasons, summary } from "./report.ts";
import { select } from "./selection.ts";
import { hold, type Trial, type Verdict } from "./trial.ts";

/** `pnpm test:faults`: exits with 0 when all held and were caught, 1 when not, 2 after a wrong call, 130 when interrupted. */
const stopping = new AbortController();

async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2));
  if (options.help) return print(usage);
  if (options.list) return print(list());
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => stopping.abort());
  return play(options);
}

function print(text: string): number {
  console.log(text);
  return 0;
}

const list = () =>
  [
    ...allFaults.map(({ name, what }) => `${name}: ${what}`),
    ...Object.entries<Bug>(bugs).map(([name, bug]) => `${name} (planted): ${bug.name}`),
  ].join("\n");

async function play(options: Options): Promise<number> {
  const results: [Trial, Verdict][] = [];
  for (const trial of select(options)) {
    console.log(opening(trial));
    const verdict = await attempt(trial);
    if (stopping.signal.aborted) return 130;
    console.log(line(trial, verdict));
    if (!verdict.passed) console.log(reasons(trial, verdict).join("\n"));
    results.push([trial, verdict]);
  }
  console.log(`\n${summary(results).join("\n")}`);
  return results.every(([, { passed }]) => passed) ? 0 : 1;
}

/** A trial that could not be held has failed, and those after it are held all the same. */
function attempt(trial: Trial): Promise<Verdict> {
  return hold(trial, stopping.signal).catch((error: unknown) => {
    if (!stopping.signal.aborted) console.error(error);
    return { passed: false, word: "FAILED", outcome: undefined };
  });
}

process.exitCode = await main().catch((error: unknown) => {
  if (!(error instanceof WrongCall)) throw error;
  console.error(`${error.message}\n\n${usage}`);
  return 2;
});
