import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const read = (file: string) => readFileSync(new URL(file, import.meta.url), "utf8");

/** What a rule declares, one by one; the first rule with this selector counts. */
function declarations(css: string, selector: string): string[] {
  const start = css.indexOf(`${selector} {`);
  const body = start < 0 ? "" : css.slice(css.indexOf("{", start) + 1, css.indexOf("}", start));
  return body
    .split(";")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

test("on narrow screens the words of the header are hidden as all text for screen readers is", () => {
  const narrow = read("header.css").split("@media (max-width: 40rem)")[1] ?? "";
  const unseen = declarations(read("../../kit/style/base.css"), ".unseen");
  expect(unseen).not.toEqual([]);
  expect(narrow).toContain(".basket__text,\n  .pulse span {");
  expect(declarations(narrow, ".pulse span")).toEqual(unseen);
});

test("the footer's link is high enough for a finger", () => {
  const link = declarations(read("header.css"), ".footer a");
  expect(link).toContain("display: inline-block");
  expect(link).toContain("padding-block: 0.4rem");
});
