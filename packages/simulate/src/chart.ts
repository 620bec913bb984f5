import { policies } from "./policies.ts";
import { averageStock, lostShare } from "./report.ts";
import type { Outcome } from "./simulation.ts";

const WIDTH = 760;
const LEFT = 150;
const BAR = 13;
const GAP = 12;
const PANEL = (WIDTH - LEFT) / 2;
const LONGEST = PANEL - 80;
const TOP = 60;
const colours = ["#c2410c", "#a16207", "#15803d"];

interface Panel {
  title: string;
  left: number;
  value: (outcome: Outcome) => number;
  show: (value: number) => string;
}

const panels: readonly Panel[] = [
  { title: "lost sales", left: LEFT, value: lostShare, show: (share) => `${(100 * share).toFixed(2)} %` },
  {
    title: "average stock",
    left: LEFT + PANEL,
    value: averageStock,
    show: (units) => units.toFixed(1),
  },
];

const text = (x: number, y: number, words: string, more = "") =>
  `<text x="${x}" y="${y.toFixed(0)}"${more}>${words}</text>`;

/** Where a bar begins: those of a pattern stand together. */
const top = (index: number) => TOP + index * BAR + Math.floor(index / policies.length) * GAP;

/** Lost sales beside average stock, as an SVG that is readable on light and on dark. */
export function chart(outcomes: readonly Outcome[]): string {
  const height = top(outcomes.length) + 8;
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="sans-serif" font-size="11">`,
    "<title>Lost sales and average stock, by pattern of demand and policy</title>",
    `<rect width="${WIDTH}" height="${height}" fill="#ffffff"/>`,
    ...panels.flatMap((panel) => drawPanel(panel, outcomes)),
    ...outcomes.map((outcome, index) => drawNames(outcome, index)),
    "</svg>",
  ];
  return `${parts.join("\n")}\n`;
}

function drawPanel({ title, left, value, show }: Panel, outcomes: readonly Outcome[]): string[] {
  const largest = Math.max(Number.MIN_VALUE, ...outcomes.map(value));
  const bars = outcomes.map((outcome, index) => {
    const length = (LONGEST * value(outcome)) / largest;
    const colour = colours[index % policies.length] ?? "#000000";
    const bar = `<rect x="${left}" y="${top(index)}" width="${length.toFixed(1)}" height="${BAR - 2}" fill="${colour}"/>`;
    return `${bar}${text(Math.round(left + length + 5), top(index) + BAR - 4, show(value(outcome)))}`;
  });
  return [text(left, TOP - 20, title, ' font-weight="bold"'), ...bars];
}

function drawNames({ pattern, policy }: Outcome, index: number): string {
  const name = text(LEFT - 8, top(index) + BAR - 4, policy.name, ' text-anchor="end"');
  const isFirst = index % policies.length === 0;
  return isFirst ? text(10, top(index) + BAR - 4, pattern.name, ' font-weight="bold"') + name : name;
}
