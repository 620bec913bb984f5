import type { Page } from "./api.ts";

/** The most rows that the API hands out at once. */
const LARGEST_PAGE = 200;

/** Reads a list page by page, until there are `wanted` rows that fit or no more of any. */
export async function collect<Row extends { id: string }>(
  wanted: number,
  read: (page: Page) => Promise<Row[]>,
  fits?: (row: Row) => boolean,
): Promise<Row[]> {
  const found: Row[] = [];
  let cursor: string | undefined;
  for (;;) {
    // Nobody knows how many of the next rows fit.
    const limit = fits ? LARGEST_PAGE : Math.min(LARGEST_PAGE, wanted - found.length);
    const rows = await read({ limit: String(limit), ...(cursor === undefined ? {} : { cursor }) });
    found.push(...(fits ? rows.filter(fits) : rows));
    cursor = rows.at(-1)?.id;
    if (found.length >= wanted || rows.length < limit || cursor === undefined) return found.slice(0, wanted);
  }
}
