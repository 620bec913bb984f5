import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "./run.ts";

const folder = join(ROOT, "docs");
const documents = readdirSync(folder).filter((name) => name.endsWith(".md"));
const read = (name: string) => readFileSync(join(folder, name), "utf8");

/** A test file, and the names of tests in it that follow, as in "`a/b.test.ts`: "one", "two"". */
const mention = /`((?:[\w.-]+\/)+[\w.-]+\.test\.ts)`((?:[:,] "[^"]+")*)/g;

/** Every test that a text names, with the file it is said to be in; without a name where only the file is named. */
function named(text: string) {
  return [...text.matchAll(mention)].flatMap(([, path = "", quoted = ""]) => {
    const names = [...quoted.matchAll(/"([^"]+)"/g)].map(([, name = ""]) => name);
    return (names.length > 0 ? names : [""]).map((name) => ({ path, name }));
  });
}

const fileOf = (path: string) => join(ROOT, path.startsWith("stacks/") ? "" : "packages", path);

test.each(documents)("every test that %s names exists", (document) => {
  const missing = named(read(document)).filter(
    ({ path, name }) => !existsSync(fileOf(path)) || !readFileSync(fileOf(path), "utf8").includes(name),
  );
  expect(missing).toEqual([]);
});

/** The anchor that GitHub gives a heading. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
    .replaceAll(" ", "-");
const anchorsOf = (name: string) =>
  [...read(name).matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) => anchorOf(heading));

test.each(documents)("every chapter that %s links to is there", (document) => {
  const links = [...read(document).matchAll(/\]\(([\w-]+\.md)?#([^)]+)\)/g)];
  const broken = links.filter(([, name = document, anchor = ""]) => !anchorsOf(name).includes(anchor));
  expect(broken.map(([link]) => link)).toEqual([]);
});

/** The rows of a document's tables that have a column for tests, which is their last. */
function rows(text: string): string[] {
  const tables = text
    .split(/\n\n+/)
    .map((block) => block.split("\n").filter((line) => line.startsWith("| ")));
  return tables.flatMap(([head = "", , ...body]) => (/\| (?:test|proved by) *\|$/.test(head) ? body : []));
}

test.each(["mistakes.md", "security.md"])("every row of %s names a test that holds it", (document) => {
  const all = rows(read(document));
  expect(all.length).toBeGreaterThan(20);
  expect(all.filter((row) => named(row).length === 0)).toEqual([]);
});

test("all ten of OWASP's API risks have a row", () => {
  const risks = rows(read("security.md")).map((row) => /API\d+(?=:2023)/.exec(row)?.[0]);
  expect(risks.filter(Boolean)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((number) => `API${number}`));
});
