import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { format } from "./format.ts";

const PAGE = fileURLToPath(new URL("../../../../docs/performance.md", import.meta.url));
const CHART = fileURLToPath(new URL("../../../../docs/performance.svg", import.meta.url));

/** Puts a text between the markers of a name. Throws where the page does not have them. */
export function between(page: string, name: string, text: string): string {
  const [begin, end] = [`<!-- ${name}:begin -->`, `<!-- ${name}:end -->`];
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`The page has no ${begin} … ${end}`);
  return `${page.slice(0, from + begin.length)}\n\n${text}\n\n${page.slice(to)}`;
}

const PICTURE = "![Answers a second by design, in each environment](performance.svg)";

/** Writes the tables into docs/performance.md, and the chart beside it. */
export async function writeDocs(text: string, chart: string): Promise<void> {
  await writeFile(PAGE, between(await readFile(PAGE, "utf8"), "bench", `${PICTURE}\n\n${text}`));
  await writeFile(CHART, chart);
  await format(PAGE);
}
