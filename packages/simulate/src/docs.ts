import { readFile, writeFile } from "node:fs/promises";

const DOCUMENT = new URL("../../../docs/replenishment.md", import.meta.url);
const CHART = new URL("../../../docs/replenishment.svg", import.meta.url);

const BEGIN = "<!-- pnpm simulate --docs: begin -->";
const END = "<!-- pnpm simulate --docs: end -->";

/** A document with `text` between its markers. */
export function insert(document: string, text: string): string {
  const [from, to] = [document.indexOf(BEGIN), document.indexOf(END)];
  if (from < 0 || to < from) throw new Error(`The document has no place between ${BEGIN} and ${END}`);
  return `${document.slice(0, from + BEGIN.length)}\n\n${text}\n\n${document.slice(to)}`;
}

/** Writes the result into the document, and the chart beside it. */
export async function publish(text: string, chart: string): Promise<void> {
  const document = await readFile(DOCUMENT, "utf8");
  await writeFile(CHART, chart);
  await writeFile(DOCUMENT, insert(document, text));
}
