import type { Options } from "./options.ts";
import { DAY, patterns } from "./patterns.ts";
import { policies } from "./policies.ts";
import type { Outcome } from "./simulation.ts";

/** The outcome of the same pattern under the first policy, which the others are compared with. */
export function baseline(outcomes: readonly Outcome[], { pattern }: Outcome): Outcome {
  const found = outcomes.find((outcome) => outcome.pattern === pattern && outcome.policy === policies[0]);
  if (!found) throw new Error(`${pattern.name} was not simulated under the first policy`);
  return found;
}

export const lostShare = ({ result }: Outcome) => result.lost / Math.max(1, result.demanded);
export const averageStock = ({ result }: Outcome) => result.held / (result.days * DAY);

const percent = (share: number, digits: number) => `${(100 * share).toFixed(digits)} %`;

function against(outcomes: readonly Outcome[], outcome: Outcome): string {
  const { lost } = baseline(outcomes, outcome).result;
  if (outcome.policy === policies[0] || lost === 0) return "";
  const change = 1 - outcome.result.lost / lost;
  return `${percent(Math.abs(change), 1)} ${change < 0 ? "more" : "fewer"}`;
}

const heads = [
  "pattern",
  "policy",
  "fill rate",
  "lost units",
  "lost, against when empty",
  "wait of the refused",
  "average stock",
  "orders a day",
];

const cells = (outcomes: readonly Outcome[], outcome: Outcome): string[] => {
  const { result, pattern, policy } = outcome;
  const stock = averageStock(outcome);
  const times = stock / averageStock(baseline(outcomes, outcome));
  return [
    pattern.name,
    policy.name,
    percent(1 - lostShare(outcome), 2),
    `${result.lost} of ${result.demanded}`,
    against(outcomes, outcome),
    result.refused === 0 ? "" : `${(result.waited / result.refused / 1_000).toFixed(0)} s`,
    `${stock.toFixed(1)} (${times.toFixed(2)} x)`,
    (result.orders / result.days).toFixed(1),
  ];
};

/** The result as a table in Markdown, its columns aligned as the formatter does it. */
export function table(outcomes: readonly Outcome[]): string {
  const rows = [heads, ...outcomes.map((outcome) => cells(outcomes, outcome))];
  const widths = heads.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  const rule = `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`;
  const [head = "", ...body] = rows.map(line);
  return [head, rule, ...body].join("\n");
}

/** What was simulated, in words. */
export const legend = ({ seed, runs, days }: Options) =>
  [
    `\`pnpm simulate --seed ${seed} --runs ${runs} --days ${days}\`: ${runs} runs of ${days} days for each line, ` +
      `${patterns.length * policies.length * runs * days} days in all.`,
    "",
    ...[...patterns, ...policies].map(({ name, what }) => `- **${name}**: ${what}`),
  ].join("\n");
