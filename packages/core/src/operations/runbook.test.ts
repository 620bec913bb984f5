import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { incidentKinds } from "../event/catalogue.ts";
import { keptDays } from "./retention.ts";
import { runbook } from "./runbook.ts";

const handbook = readFileSync(new URL("../../../../docs/operations.md", import.meta.url), "utf8");
const lines = handbook.split("\n");
const headings = lines.filter((line) => line.startsWith("#"));

test.each(incidentKinds)("%s has a line that says what to do, and its chapter", (kind) => {
  expect(runbook[kind]).toMatch(new RegExp(`^[A-Z].{20,}\\. See docs/operations\\.md#${kind}$`));
  expect(headings.filter((line) => line === `### ${kind}`)).toHaveLength(1);
});

test("no chapter is about a kind that does not exist", () => {
  const kinds = headings.flatMap((line) => /^### (\w+_\w+)$/.exec(line)?.[1] ?? []);
  expect(kinds.toSorted()).toEqual([...incidentKinds].toSorted());
});

test.each(Object.entries(keptDays))("how long %s is kept stands there: %d days", (table, days) => {
  const row = lines.find((line) => line.startsWith(`| \`${table}\` `));
  expect(row).toContain(`| ${days} days after `);
});
