import { invariants } from "./invariants/invariants.ts";
import type { Outcome } from "./scenario/run.ts";
import type { Trial, Verdict } from "./trial.ts";

/** What is printed before a trial begins: enough to play it again should everything end with it. */
export const opening = ({ name, scenario, bug }: Trial) =>
  bug
    ? `${name} (planted: ${bug.name}), seed ${scenario.seed}: ${what(scenario)}`
    : `${name}, seed ${scenario.seed}: ${what(scenario)}`;

const what = ({ faults }: Trial["scenario"]) => faults.map((fault) => fault.what).join("; ");

const columns = [
  "sold",
  "refused",
  "unknown",
  "restocks",
  "posts",
  "kills",
] as const satisfies (keyof Outcome)[];

/** One line on how a trial went. */
export function line({ name, scenario }: Trial, { word, outcome }: Verdict): string {
  const counts = columns.map((column) => `${column} ${outcome?.[column] ?? "-"}`);
  const seconds = outcome ? `${outcome.seconds.toFixed(1)} s` : "-";
  return [`  ${name}`, `seed ${scenario.seed}`, ...counts, seconds, word].join(" | ");
}

/** Why a trial failed, and the command that plays it again. */
export function reasons({ again, bug }: Trial, { outcome }: Verdict): string[] {
  const broken = outcome?.violations ?? [];
  return [
    ...(bug ? [`  expected to be caught by ${bug.caughtBy.join(" or ")}`] : []),
    ...broken.map(
      ({ invariant, what: said }) => `  ${invariant} (${invariants[invariant].promise}): ${said}`,
    ),
    ...broken.map(({ invariant, row }) => `  ${invariant} first row: ${JSON.stringify(row)}`),
    ...(outcome?.failure === undefined ? [] : [`  ${outcome.failure}`]),
    `  again: pnpm test:faults ${again}`,
  ];
}

/** All trials in a table, and the count. */
export function summary(results: readonly (readonly [Trial, Verdict])[]): string[] {
  const head = ["scenario", "seed", ...columns, "seconds", "verdict"];
  const rows = results.map(([{ name, scenario }, { outcome, word }]) => [
    name,
    String(scenario.seed),
    ...columns.map((column) => String(outcome?.[column] ?? "-")),
    outcome?.seconds.toFixed(1) ?? "-",
    word,
  ]);
  const passed = results.filter(([, verdict]) => verdict.passed).length;
  return [...table([head, ...rows]), `${passed} passed, ${results.length - passed} failed`];
}

function table(rows: readonly string[][]): string[] {
  const widths = rows[0]?.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0))) ?? [];
  return rows.map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}
