import { expect, test } from "vitest";
import { readCommand, readOptions, readWords } from "./call.ts";

const read = (...args: string[]) => readCommand(readWords(args), readOptions(args));

test.each([
  [["incidents"], "incidents", []],
  [["incidents", "resolve", "x"], "incidents resolve", ["x"]],
  [["--json", "dlq", "list"], "dlq list", []],
  [["dlq", "--json", "list", "ads"], "dlq list", ["ads"]],
  [["dlq", "redrive", "ads", "a", "b", "c"], "dlq redrive", ["ads", "a", "b", "c"]],
])("%j is %s", (args, name, operands) => {
  expect(read(...args)).toMatchObject({ command: { name }, operands });
});

test.each([
  [["--json"], "Which command?"],
  [["bake"], "Unknown command: bake"],
  [["dlq"], "dlq wants a subcommand: list, show, redrive, purge"],
  [["dlq", "eat", "ads"], "Unknown command: dlq eat ads"],
  [["dlq", "redrive"], "dlq redrive wants QUEUE"],
  [["dlq", "list", "ads", "ops"], "dlq list does not take ops"],
  [["dlq", "redrive", "ads", ""], "dlq redrive does not take an empty word"],
  [["trace", ""], "trace wants ID"],
  [["status", "now"], "status does not take now"],
  [["status", "--yes"], "status does not take --yes"],
  [["status", "--colour"], "Unknown option '--colour'"],
  [["restocks", "--limit"], "Option '--limit <value>' argument missing"],
  [["restocks", "--limit", "0"], "--limit must be a whole number from 1 to 100000"],
  [["restocks", "--limit", "1e3"], "--limit must be a whole number"],
  [["restocks", "--limit=-1"], "--limit must be a whole number"],
  [["status", "--json=yes"], "Option '--json' does not take an argument"],
])("%j is a wrong call", (args, message) => {
  expect(() => read(...args)).toThrow(message);
});

test.each([
  [[], 50],
  [["--limit", "7"], 7],
])("a list is as long as it is asked to be: %j", (args, limit) => {
  expect(read("mail", ...args)).toMatchObject({ limit });
});
