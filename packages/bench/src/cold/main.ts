import { mkdtemp, rm } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { measureColdStarts, type Row } from "./measure.ts";

/** `pnpm bench:cold [--rounds N] [--json]`: what a cold start of each function costs. Exits with 1 where one is over its budget of bytes. */
const { rounds, json } = parseArgs({
  options: { rounds: { type: "string", default: "21" }, json: { type: "boolean", default: false } },
}).values;
if (!/^[1-9]\d*$/.test(rounds)) throw new Error("--rounds must be a whole number from 1");

const directory = await mkdtemp(join(tmpdir(), "donut-states-cold-"));
try {
  const table = await measureColdStarts(directory, Number(rounds), (round) =>
    process.stderr.write(`\rround ${round} of ${rounds}${round === Number(rounds) ? "\n" : ""}`),
  );
  console.log(json ? JSON.stringify({ ...machine(), rounds: Number(rounds), rows: table }) : text(table));
  if (table.some(({ loaded, budget }) => budget !== null && loaded > budget)) process.exitCode = 1;
} finally {
  await rm(directory, { recursive: true, force: true });
}

function machine() {
  const [cpu] = cpus();
  return { node: process.version, cpus: cpus().length, cpu: cpu?.model ?? "unknown" };
}

function text(table: readonly Row[]): string {
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
