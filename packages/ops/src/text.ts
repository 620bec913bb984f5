import { eastAsianWidth } from "get-east-asian-width";

/** What a cell may hold; nothing is shown as a dash. */
export type Cell = string | number | null | undefined;

/** A terminal obeys control characters, and names, mails and errors come from elsewhere. */
const harmless = (text: string) => text.replaceAll(/\p{C}/gu, "\ufffd");

const show = (cell: Cell) => (cell === null || cell === undefined || cell === "" ? "-" : String(cell));
/** What fits into one line of a terminal. */
export const oneLine = (cell: Cell) => harmless(show(cell).replaceAll(/\s+/g, " "));

/** The columns that a text takes in a terminal: Korean is twice as wide, a combining mark takes none. */
export function width(text: string): number {
  const points = Array.from(text.normalize("NFC").replaceAll(/\p{M}/gu, ""));
  return points.reduce((sum, point) => sum + eastAsianWidth(point.codePointAt(0) ?? 0), 0);
}

const space = (text: string, columns: number) => " ".repeat(Math.max(0, columns - width(text)));

/** Rows in aligned columns under their heads, numbers to the right; "none" where there are no rows. */
export function table(heads: readonly string[], rows: readonly (readonly Cell[])[]): string {
  if (rows.length === 0) return "none";
  const isNumeric = heads.map(
    (_, column) =>
      rows.some((row) => typeof row[column] === "number") &&
      rows.every((row) => typeof row[column] !== "string"),
  );
  return align([heads, ...rows], isNumeric);
}

/** Rows in aligned columns. */
export function align(rows: readonly (readonly Cell[])[], isNumeric: readonly boolean[] = []): string {
  const lines = rows.map((row) => row.map(oneLine));
  const columns = Math.max(0, ...lines.map((line) => line.length));
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...lines.map((line) => width(line[column] ?? ""))),
  );
  const pad = (text: string, column: number) => {
    const gap = space(text, widths[column] ?? 0);
    return isNumeric[column] ? gap + text : text + gap;
  };
  return lines.map((line) => line.map(pad).join("  ").trimEnd()).join("\n");
}

/** Named values in blocks; a text of several lines keeps them, under its name. */
export function blocks(records: readonly Readonly<Record<string, Cell>>[]): string {
  if (records.length === 0) return "none";
  return records.map(block).join("\n\n");
}

function block(record: Readonly<Record<string, Cell>>): string {
  const names = Object.keys(record);
  const indent = Math.max(...names.map(width)) + 2;
  return Object.entries(record)
    .map(([name, cell]) => {
      const lines = show(cell).trimEnd().split(/\r?\n/).map(harmless);
      return name + space(name, indent) + lines.join(`\n${" ".repeat(indent)}`);
    })
    .join("\n");
}

/** A moment without its milliseconds, which nobody reads. */
export const time = (iso: string | null) => iso?.replace(/\.\d+Z$/, "Z");

/** `1 message`, `2 messages`. */
export const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? "" : "s"}`;
