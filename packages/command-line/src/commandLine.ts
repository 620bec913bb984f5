import { parseArgs, type ParseArgsConfig } from "node:util";

/** A call that the usage does not know; its message says what is wrong with it. */
export class WrongCall extends Error {
  override readonly name = "WrongCall";
}

/**
 * Runs a command: `main` gets the words behind its name and returns the exit code. Asked for help it prints the usage
 * instead; a WrongCall is told with the usage on stderr, and ends with 2.
 */
export async function runCommand(usage: string, main: (args: string[]) => Promise<number>): Promise<void> {
  const args = process.argv.slice(2);
  if (args.includes("--help") || args.includes("-h")) {
    console.log(usage);
    return;
  }
  try {
    process.exitCode = await main(args);
  } catch (error) {
    if (!(error instanceof WrongCall)) throw error;
    console.error(`${error.message}\n\n${usage}`);
    process.exitCode = 2;
  }
}

/** Node's parseArgs; throws a WrongCall for what its options do not allow. */
export function readArgs<const Config extends ParseArgsConfig>(config: Config) {
  try {
    return parseArgs(config);
  } catch (error) {
    // What follows the first sentence is how to quote an operand that starts with a dash.
    const message = error instanceof Error ? error.message : String(error);
    throw new WrongCall(message.split(/\. |\n/)[0] ?? message, { cause: error });
  }
}

interface Bounds {
  /** What it is where nothing is given. */
  fallback: number;
  least?: number;
  most?: number;
}

/** The whole number given for an option; throws a WrongCall that names the option and its bounds. */
export function wholeNumber(
  option: string,
  given: string | undefined,
  { fallback, least = 1, most = 1_000_000 }: Bounds,
): number {
  if (given === undefined) return fallback;
  const number = /^\d+$/.test(given) ? Number(given) : Number.NaN;
  if (number >= least && number <= most) return number;
  throw new WrongCall(`--${option} must be a whole number from ${least} to ${most}`);
}
