import { expect, test } from "vitest";
import { resultsOf, rowOf } from "../testing.ts";
import { chart } from "./chart.ts";
import { between } from "./docs.ts";
import { report } from "./report.ts";
import { figure, table } from "./table.ts";

test("the columns of a table stand under each other", () => {
  const lines = table(
    ["design", "/s"],
    [
      ["a long name", "1,000"],
      ["b", "5"],
    ],
  ).split("\n");
  expect(new Set(lines.map((line) => line.length)).size).toBe(1);
  expect(lines[1]).toBe("| ----------- | ----: |");
});

test("a figure has as many digits as it is worth", () => {
  expect([12_345.6, 99.6, 5.26, 0.123, undefined].map(figure)).toEqual(["12,346", "100", "5.3", "0.12", "–"]);
});

test("a report shows each design at each number of clients, beside the limit, and what was lost", () => {
  const lost = rowOf("naive", [100, 300], { kind: "baseline", isHeld: false });
  const rounds = lost.rounds.map((round) => ({ ...round, lost: round.sold * 0.9 }));
  const rows = [
    rowOf("ours", [50, 150]),
    { ...lost, rounds },
    rowOf("the row alone", [200, 600], { kind: "limit" }),
  ];
  const results = resultsOf(rows);
  const few = results.cells.map((cell) => ({ ...cell, clients: 1, rows: rows.slice(0, 2) }));
  const text = report({ ...results, cells: [...few, ...results.cells] });
  const line = (name: string) =>
    text
      .split("\n")
      .find((row) => row.startsWith(`| ${name}`))
      ?.split("|")
      .map((cell) => cell.trim());
  expect(line("answers/s")?.slice(2, 4)).toEqual(["1 cl.", "64 cl."]);
  expect(line("ours")?.slice(2, 5)).toEqual(["100", "100", "0.25"]);
  expect(line("naive (baseline)")?.at(-2)).toBe("90 %");
  expect(line("the row alone")?.slice(2, 5)).toEqual(["–", "400", "–"]);
});

test("a broken promise is in the report", () => {
  expect(report(resultsOf([], { broken: [{ where: "here", what: "2 lost" }] }))).toContain("- here: 2 lost");
});

test("only what is between the markers is replaced, however often", () => {
  const page = "before\n<!-- bench:begin -->\nold\n<!-- bench:end -->\nafter\n";
  const once = between(page, "bench", "new");
  expect(once).toBe("before\n<!-- bench:begin -->\n\nnew\n\n<!-- bench:end -->\nafter\n");
  expect(between(once, "bench", "new")).toBe(once);
  expect(() => between("no markers", "bench", "new")).toThrow("bench:begin");
});

test("the chart has a bar for each design, as long as its median, and is read aloud", () => {
  const rows = [rowOf("a < b", [50]), rowOf("limit", [100], { kind: "limit" })];
  const svg = chart(resultsOf(rows)) ?? "";
  const widths = [...svg.matchAll(/<rect class="(\w+)"[^>]* width="([\d.]+)"/g)].map(([, kind, width]) => [
    kind,
    Number(width),
  ]);
  expect(widths).toEqual([
    ["ours", 255],
    ["limit", 510],
  ]);
  expect(svg).toContain("a &lt; b");
  expect(svg).toMatch(/role="img" aria-label="Answers a second/);
  expect(svg).toContain("prefers-color-scheme: dark");
  expect(chart(resultsOf([], { cells: [] }))).toBeUndefined();
});
