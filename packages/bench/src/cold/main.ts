import { mkdtemp, rm } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { readArgs, runCommand, wholeNumber } from "@donut-states/command-line";
import { measureColdStarts, type Row } from "./measure.ts";

const usage = `pnpm bench:cold [options]

Bundles every function as a deployment does, and imports each in fresh processes, all of them in turn.

  --rounds N  how often each is imported (21)
  --json      the result as JSON; the progress goes to stderr
  --help      this`;

/** `pnpm bench:cold`: what a cold start of each function costs. Exits with 1 where one is over its budget of bytes. */
await runCommand(usage, async (args) => {
  const options = { rounds: { type: "string" }, json: { type: "boolean", default: false } } as const;
  const { values } = readArgs({ args, options });
  const rounds = wholeNumber("rounds", values.rounds, { fallback: 21 });
  const directory = await mkdtemp(join(tmpdir(), "donut-states-cold-"));
  try {
    const rows = await measureColdStarts(directory, rounds, (round) =>
      process.stderr.write(`\rround ${round} of ${rounds}${round === rounds ? "\n" : ""}`),
    );
    console.log(values.json ? JSON.stringify({ ...machine(), rounds, rows }) : text(rows, rounds));
    return rows.some(({ loaded, budget }) => budget !== null && loaded > budget) ? 1 : 0;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
});

function machine() {
  const [cpu] = cpus();
  return { node: process.version, cpus: cpus().length, cpu: cpu?.model ?? "unknown" };
}

function text(table: readonly Row[], rounds: number): string {
  const { node, cpus: count, cpu } = machine();
  const head = ["function", "loaded KB", "budget", "total KB", "import ms", "cpu ms", "RSS MB", "x Hono"];
  const lines = table.map((row) => [
    row.name,
    kilobytes(row.loaded),
    row.budget === null ? "" : kilobytes(row.budget),
    kilobytes(row.total),
    row.wallMs.toFixed(1),
    row.cpuMs.toFixed(1),
    row.rssMb.toFixed(1),
    row.ratio.toFixed(1),
  ]);
  const bar = ["---", ...head.slice(1).map(() => "---:")];
  const body = [head, bar, ...lines].map((cells) => `| ${cells.join(" | ")} |`);
  return [`Node ${node}, ${count} x ${cpu}; medians of ${rounds} starts in turn`, "", ...body].join("\n");
}

function kilobytes(bytes: number): string {
  return (bytes / 1024).toFixed(1);
}
