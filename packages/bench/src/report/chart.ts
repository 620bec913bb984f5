import type { Measured, Results, Row } from "../result.ts";
import { median } from "../statistics.ts";
import { speeds } from "../targets.ts";
import { lostShare } from "./lost.ts";
import { figure } from "./table.ts";

const WIDTH = 860;
const LABELS = 250;
const FIGURES = 80;
const BARS = WIDTH - LABELS - FIGURES - 20;
const BAR = 18;
const STEP = 26;
const HEAD = 46;

/** Drawn with the reader's own light or dark; ours stands out, a limit is only outlined. */
const STYLE = `
    text { font: 13px system-ui, sans-serif; fill: #1f2328 }
    .title { font-weight: 600; font-size: 15px }
    .note { fill: #59636e; font-size: 12px }
    .ours { fill: #c2410c }
    .baseline { fill: #8b949e }
    .limit { fill: none; stroke: #59636e; stroke-dasharray: 4 3 }
    .spread { stroke: #1f2328; stroke-width: 1.5 }
    @media (prefers-color-scheme: dark) {
      text { fill: #f0f6fc }
      .note { fill: #9198a1 }
      .ours { fill: #fb923c }
      .baseline { fill: #6e7681 }
      .limit { stroke: #9198a1 }
      .spread { stroke: #f0f6fc }
    }`;

/** The crowd before one product with ample stock, in each environment: an SVG of bars. Undefined where that was not measured. */
export function chart({ cells, environments }: Results): string | undefined {
  const panels = environments.flatMap(({ name, title }) => {
    const cell = cells.findLast((one) => one.environment === name && one.scenario === "ample");
    return cell ? [{ title, cell }] : [];
  });
  if (panels.length === 0) return undefined;
  let top = 0;
  const drawn = panels.map(({ title, cell }) => {
    const { svg, height } = panel(title, cell, top);
    top += height;
    return svg;
  });
  const name = `Answers a second, one product with ample stock: ${panels.map(({ title }) => title).join("; ")}`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${top}" width="${WIDTH}" role="img" aria-label="${escape(name)}">
  <title>${escape(name)}</title>
  <style>${STYLE}
  </style>
${drawn.join("\n")}
</svg>
`;
}

function panel(title: string, { rows, clients }: Measured, top: number) {
  // What never asks the database is of another size, and stands in the table.
  const shown = rows.filter(({ kind, scope }) => kind !== "limit" || scope === "at the database");
  const most = Math.max(...shown.flatMap(speeds), 1);
  const bars = shown.map((row, at) => bar(row, top + HEAD + at * STEP, BARS / most));
  const heading = [
    `  <text class="title" x="8" y="${top + 20}">${escape(title)}</text>`,
    `  <text class="note" x="8" y="${top + 38}">answers a second, ${clients} clients, one product; median, and the line from the slowest to the fastest round</text>`,
  ];
  return { svg: [...heading, ...bars].join("\n"), height: HEAD + shown.length * STEP + 18 };
}

function bar(row: Row, y: number, scale: number): string {
  const values = speeds(row);
  const width = round(median(values) * scale);
  const middle = y + BAR / 2;
  const [from, to] = [Math.min(...values), Math.max(...values)].map((value) => round(LABELS + value * scale));
  return `  <text x="${LABELS - 8}" y="${middle + 4}" text-anchor="end">${escape(label(row))}</text>
  <rect class="${row.kind}" x="${LABELS}" y="${y}" width="${width}" height="${BAR}"/>
  <line class="spread" x1="${from}" x2="${to}" y1="${middle}" y2="${middle}"/>
  <text x="${WIDTH - 12}" y="${middle + 4}" text-anchor="end">${figure(median(values))}</text>`;
}

function label(row: Row): string {
  const share = row.kind === "limit" ? undefined : lostShare(row);
  return share === undefined ? row.subject : `${row.subject} (${share} lost)`;
}

const round = (value: number) => Math.round(value * 10) / 10;
const escape = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
