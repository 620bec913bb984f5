import { parseArgs } from "node:util";
import type { Command } from "./command.ts";
import { findCommand, subcommandsOf } from "./commands.ts";
import { readArgs, WrongCall } from "@donut-states/command-line";
import { type OptionName, type Options, options } from "./options.ts";

const LARGEST_LIMIT = 100_000;

/** The words before and between the options, however wrong those may be. */
export const readWords = (args: readonly string[]): readonly string[] =>
  parseArgs({ args: [...args], options, allowPositionals: true, strict: false }).positionals;

/** The options; throws a WrongCall for what none of the commands knows. */
export const readOptions = (args: readonly string[]): Options =>
  readArgs({ args: [...args], options, allowPositionals: true }).values;

/** The command that is called and its operands; throws a WrongCall for what it does not take. */
export function readCommand(words: readonly string[], given: Options) {
  const command = findCommand(words);
  if (!command) throw new WrongCall(whyNoCommand(words));
  const operands = words.slice(command.name.split(" ").length);
  checkOperands(command, operands);
  // The keys of what parseArgs read by `options` are those of `options`.
  for (const name of Object.keys(given) as OptionName[])
    if (name !== "json" && name !== "help" && !command.options?.includes(name))
      throw new WrongCall(`${command.name} does not take --${name}`);
  return { command, operands, limit: readLimit(given.limit) };
}

function whyNoCommand(words: readonly string[]): string {
  const [first, ...others] = words;
  if (first === undefined) return "Which command?";
  const subcommands = others.length === 0 ? subcommandsOf(first) : [];
  if (subcommands.length > 0) return `${first} wants a subcommand: ${subcommands.join(", ")}`;
  return `Unknown command: ${words.join(" ")}`;
}

function checkOperands({ name, operands: expected = [] }: Command, given: readonly string[]): void {
  const missing = expected.find((operand, index) => !operand.startsWith("[") && !given[index]);
  if (missing !== undefined) throw new WrongCall(`${name} wants ${missing}`);
  const most = expected.at(-1)?.endsWith("…]") ? Infinity : expected.length;
  const surplus = given[most];
  if (surplus !== undefined) throw new WrongCall(`${name} does not take ${surplus}`);
  if (given.includes("")) throw new WrongCall(`${name} does not take an empty word`);
}

function readLimit(given = "50"): number {
  const limit = /^\d{1,6}$/.test(given) ? Number(given) : 0;
  if (limit < 1 || limit > LARGEST_LIMIT)
    throw new WrongCall(`--limit must be a whole number from 1 to ${LARGEST_LIMIT}`);
  return limit;
}
