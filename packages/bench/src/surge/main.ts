import { cpus } from "node:os";
import { runCommand } from "@donut-states/command-line";
import { type Options, readOptions, usage } from "./options.ts";
import { figures, progressLine } from "./report.ts";
import { run } from "./run.ts";
import { startStore } from "./storeProcess.ts";
import { type Check, judge } from "./verdict.ts";
import type { Glance } from "./watch.ts";

/** `pnpm bench:surge`: exits with 0 when every promise was kept, 1 when not, 130 when interrupted. */
async function main(args: string[]): Promise<number> {
  const options = readOptions(args);
  // Whoever interrupts the start has the store stopped as soon as it stands.
  const interrupted = new Promise<"interrupted">((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
      process.once(signal, () => resolve("interrupted"));
  });
  const store = await startStore();
  try {
    const result = await Promise.race([run(store, options, show), store.ended, interrupted]);
    if (result === "interrupted") return 130;
    const checks = judge(result.evidence);
    const numbers = { ...machine(options), ...figures(result.evidence, result.crowdMs) };
    console.log(options.json ? JSON.stringify({ ...numbers, checks }) : text(numbers, checks));
    return checks.every(({ holds }) => holds) ? 0 : 1;
  } finally {
    await store.stop();
  }
}

function machine({ buyers, stock, seconds, lane, connections, seed }: Options) {
  const [cpu] = cpus();
  const crowd = { buyers, stock, seconds, lane, connections, seed };
  return { node: process.version, cpus: cpus().length, cpu: cpu?.model ?? "unknown", ...crowd };
}

const LINE_EVERY_S = 5;
let shownAt = Number.NEGATIVE_INFINITY;

/** On a terminal one line that changes, elsewhere a line every five seconds. */
function show(glance: Glance): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[2K${progressLine(glance)}`);
  else if (glance.seconds - shownAt >= LINE_EVERY_S) {
    process.stderr.write(`${progressLine(glance)}\n`);
    shownAt = glance.seconds;
  }
}

function text(numbers: object, checks: readonly Check[]): string {
  const lines = Object.entries(numbers).map(([name, value]) => `${name.padEnd(24)} ${JSON.stringify(value)}`);
  const verdicts = checks.map(
    ({ promise, found, holds }) => `${holds ? "kept  " : "BROKEN"} ${promise}\n       ${found}`,
  );
  return ["", ...lines, "", ...verdicts].join("\n");
}

await runCommand(usage, main);
// Buyers of a store that was interrupted would otherwise be waited for.
process.exit();
