import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { readArgs, WrongCall, wholeNumber } from "./commandLine.ts";

const program = fileURLToPath(new URL("../testing.program.ts", import.meta.url));

async function call(...args: string[]) {
  const child = spawn(process.execPath, ["--import", "tsx", program, ...args], { stdio: "pipe" });
  const [stdout, stderr, [exitCode]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "close"),
  ]);
  return { stdout, stderr, exitCode };
}

const usage = "Usage: program [--code N]\n";

test.each([
  [[], { stdout: "code 0\n", stderr: "", exitCode: 0 }],
  [["--code", "3"], { stdout: "code 3\n", stderr: "", exitCode: 3 }],
  [["--code", "--help"], { stdout: usage, stderr: "", exitCode: 0 }],
  [["-h"], { stdout: usage, stderr: "", exitCode: 0 }],
  [["--colour"], { stdout: "", stderr: `Unknown option '--colour'\n\n${usage}`, exitCode: 2 }],
  [
    ["--code=x"],
    { stdout: "", stderr: `--code must be a whole number from 0 to 9\n\n${usage}`, exitCode: 2 },
  ],
])("called with %j", async (args, outcome) => expect(await call(...args)).toEqual(outcome));

test("a mistake of the program is no wrong call", async () => {
  const { stderr, exitCode } = await call("--code", "9");
  expect(exitCode).toBe(1);
  expect(stderr).toContain("Error: nine is a mistake of the program\n    at ");
  expect(stderr).not.toContain("Usage");
});

test.each(["0", "11", "1.5", "-1", "1e1", " 2", "", "x"])("%j is no whole number from 1 to 10", (given) => {
  const read = () => wholeNumber("runs", given, { fallback: 5, most: 10 });
  expect(read).toThrow(new WrongCall("--runs must be a whole number from 1 to 10"));
});

test.each([
  [undefined, 5],
  ["1", 1],
  ["10", 10],
])("%j is %j", (given, number) => {
  expect(wholeNumber("runs", given, { fallback: 5, most: 10 })).toBe(number);
});

test("a word that no option takes is a wrong call", () => {
  expect(() => readArgs({ args: ["word"], options: {} })).toThrow(WrongCall);
});
