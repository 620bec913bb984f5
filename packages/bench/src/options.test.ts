import { WrongCall } from "@donut-states/command-line";
import { expect, test } from "vitest";
import { readOptions } from "./options.ts";

const names = ["ample", "plain"];

test("without options everything is measured three times", () => {
  expect(readOptions([], names)).toMatchObject({ quick: false, rounds: 3, only: [], docs: false });
  expect(readOptions(["--quick"], names)).toMatchObject({ quick: true, rounds: 1 });
  expect(readOptions(["--only", "ample", "--only", "plain", "--rounds", "7"], names)).toMatchObject({
    only: ["ample", "plain"],
    rounds: 7,
  });
});

test.each([
  ["--only", "nothing"],
  ["--rounds", "0"],
  ["--rounds", "many"],
  ["--quick", "--docs"],
  ["--what"],
])("%s %s is a wrong call", (...args) => {
  expect(() => readOptions(args, names)).toThrow(WrongCall);
});
