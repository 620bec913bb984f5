import type { Loop, Measured, Results, Round, Row } from "../result.ts";
import { scenarios } from "../scenario.ts";
import { median, ratio } from "../statistics.ts";
import { speeds, verdicts } from "../targets.ts";
import { lostShare } from "./lost.ts";
import { figure, table } from "./table.ts";

/** All that a run found, in Markdown. */
export function report(results: Results): string {
  const { environments, machine, command, at } = results;
  return [
    `\`${command}\`, ${at.slice(0, 10)}`,
    machine.map((line) => `- ${line}`).join("\n"),
    targets(results),
    ...environments.flatMap(({ name, title, about }) => [
      `### ${capital(title)}`,
      about,
      ...scenarios.flatMap((scenario) => {
        const cells = results.cells.filter(
          (cell) => cell.environment === name && cell.scenario === scenario.name,
        );
        return cells.length === 0 ? [] : [`#### ${capital(scenario.title)}`, grid(cells)];
      }),
    ]),
    ...(results.loop ? ["### From the refusal to the shelf", loopTable(results.loop)] : []),
    ...(results.broken.length > 0 ? ["### Promises that were not kept", brokenList(results)] : []),
  ].join("\n\n");
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
const brokenList = ({ broken }: Results) => broken.map(({ where, what }) => `- ${where}: ${what}`).join("\n");
const words = { ours: "", baseline: " (baseline)", limit: " (limit)" };

function targets(results: Results): string {
  const rows = verdicts(results).map(({ promise, met, figures }) => [
    promise,
    met === undefined ? "–" : met ? "met" : "missed",
    figures,
  ]);
  return table(["target", "", "measured"], rows);
}

/** Answers a second by number of clients; the rest is of the most clients. */
function grid(cells: readonly Measured[]): string {
  const most = cells.at(-1);
  const head = [
    "answers/s",
    ...cells.map(({ clients }) => `${clients} cl.`),
    "x limit",
    "p50 ms",
    "p99 ms",
    "lost",
  ];
  const limit = most?.rows.find(({ kind, scope }) => kind === "limit" && scope === "at the database");
  const rows = (most?.rows ?? []).map((row) => [
    `${row.subject}${words[row.kind]}`,
    ...cells.map((cell) => figure(medianOf(cell.rows.find(({ subject }) => subject === row.subject)))),
    figure(limit && row.kind !== "limit" ? ratio(speeds(row), speeds(limit)) : undefined),
    figure(of(row, ({ p50 }) => p50)),
    figure(of(row, ({ p99 }) => p99)),
    wrong(row),
  ]);
  return table(head, rows);
}

const of = (row: Row, pick: (round: Round) => number) => median(row.rounds.map(pick));
const medianOf = (row: Row | undefined) => row && median(speeds(row));

/** A bare limit sells nothing to anybody. */
function wrong(row: Row): string {
  if (row.kind === "limit") return "–";
  return lostShare(row) ?? (row.isHeld ? "0" : "none");
}

function loopTable({ samples, toFactory, toStock, crowd }: Loop): string {
  const rows = [
    ["a sale is refused -> the factory is asked", figure(toFactory.p50), figure(toFactory.p99)],
    ["the factory calls back -> a customer sees stock", figure(toStock.p50), figure(toStock.p99)],
  ];
  const about = `The whole store as \`pnpm start\` runs it, ${samples} products one after the other. ${crowd.refusals} refusals of one product at the same time made ${crowd.posts === 1 ? "one factory POST" : `${crowd.posts} factory POSTs`}.`;
  return `${about}\n\n${table(["milliseconds", "p50", "p99"], rows)}`;
}
