import type { Api } from "./api.ts";
import type { OptionName, Options } from "./options.ts";

/** What a command is called with. */
export interface Call {
  api: Api;
  /** As many as the command asks for. */
  operands: readonly string[];
  options: Omit<Options, "limit">;
  /** How many rows a list may have. */
  limit: number;
  /** Asks whoever sits at the terminal; undefined where nobody does. */
  ask: ((question: string) => Promise<string>) | undefined;
}

/** What a command found out, for programs and for people. */
export interface Report {
  json: unknown;
  text: string;
  /** False where the exit code must tell that something is wrong. */
  ok?: boolean;
}

/** One command; `json` and `help` are options of every one. */
export interface Command {
  /** The words that call it. */
  name: string;
  /** In brackets where it may be left out, with dots where it may be repeated. */
  operands?: readonly string[];
  options?: readonly OptionName[];
  does: string;
  run(call: Call): Promise<Report>;
}
