import { expect, test } from "vitest";
import type { Page } from "./api.ts";
import { collect } from "./collect.ts";

const rows = Array.from({ length: 450 }, (_, index) => ({ id: `r${index}` }));

/** A list as the API pages it, and what was asked of it. */
function list() {
  const asked: Page[] = [];
  const read = async (page: Page) => {
    asked.push(page);
    const start = rows.findIndex(({ id }) => id === page.cursor) + 1;
    return rows.slice(start, start + Number(page.limit));
  };
  return { asked, read };
}

test("no more is asked for than is wanted", async () => {
  const { asked, read } = list();
  expect(await collect(250, read)).toEqual(rows.slice(0, 250));
  expect(asked).toEqual([{ limit: "200" }, { limit: "50", cursor: "r199" }]);
});

test("a list that ends is all of it", async () => {
  expect(await collect(1_000, list().read)).toEqual(rows);
});

test("rows that do not fit do not count", async () => {
  const { asked, read } = list();
  expect(await collect(2, read, ({ id }) => id.endsWith("99"))).toEqual([{ id: "r99" }, { id: "r199" }]);
  expect(asked).toEqual([{ limit: "200" }]);
});
