import type { Command } from "./command.ts";
import { type OptionName, options } from "./options.ts";
import { align } from "./text.ts";

/** What every command takes. */
const always: readonly OptionName[] = ["json", "help"];

const call = ({ name, operands = [] }: Command) => [name, ...operands].join(" ");

function option(name: OptionName): string {
  const known = options[name];
  return "value" in known ? `--${name} ${known.value}` : `--${name}`;
}

const indent = (text: string) => text.replaceAll(/^/gm, "  ");

/** How to call these commands: one in full, or several in a line each. */
export function usage(commands: readonly Command[]): string {
  const [only, ...others] = commands;
  const taken = new Set([...commands.flatMap((command) => command.options ?? []), ...always]);
  const known = [...taken].map((name) => [option(name), options[name].does]);
  const head =
    only && others.length === 0
      ? [`Usage: pnpm ops ${call(only)} [options]`, "", indent(only.does)]
      : [
          "Usage: pnpm ops COMMAND [options]",
          "",
          indent(align(commands.map((command) => [call(command), command.does]))),
        ];
  return [...head, "", "Options:", indent(align(known)), "", environment].join("\n");
}

const environment = `The store is found by API_PORT (3000) and the token by OPS_TOKEN, else in LOCAL_DIR (.local);
a stage by OPS_URL and OPS_TOKEN. For JSON alone: pnpm --silent ops COMMAND --json`;
