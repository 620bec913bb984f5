import { expect, test } from "vitest";
import { blocks, table, width } from "./text.ts";

test.each([
  ["donut", 5],
  ["부산도너츠", 10],
  ["부산도너츠".normalize("NFD"), 10],
  ["도넛 x2", 7],
  ["é".normalize("NFD"), 1],
  ["🍩", 2],
  ["", 0],
])("%s takes %d columns", (text, columns) => {
  expect(width(text)).toBe(columns);
});

test("columns are aligned whatever script they are in, and numbers to the right", () => {
  const rows = [
    ["부산도너츠", 7, "yes"],
    ["Glazed", 140, null],
  ];
  expect(table(["NAME", "STOCK", "OK"], rows)).toBe(
    ["NAME        STOCK  OK", "부산도너츠      7  yes", "Glazed        140  -"].join("\n"),
  );
});

test("no rows are none", () => {
  expect([table(["A"], []), blocks([])]).toEqual(["none", "none"]);
});

test("a cell cannot break its line or steer the terminal", () => {
  expect(table(["A", "B"], [["one\ntwo", "\u001b[2Jx\u202e"]])).toBe("A        B\none two  \ufffd[2Jx\ufffd");
});

test("a block keeps the lines of a text under its name", () => {
  expect(blocks([{ to: "a", text: "one\r\n\ttwo\n" }, { to: null }])).toBe(
    "to    a\ntext  one\n      \ufffdtwo\n\nto  -",
  );
});
