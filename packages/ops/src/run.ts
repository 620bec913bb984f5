import { createApi } from "./api.ts";
import { readCommand, readOptions, readWords } from "./call.ts";
import type { Call } from "./command.ts";
import { commandsAbout } from "./commands.ts";
import { readTarget } from "./environment.ts";
import { WrongCall } from "@donut-states/command-line";
import { oneLine } from "./text.ts";
import { usage } from "./usage.ts";

/** What a run has to say, and where. */
export interface Outcome {
  exitCode: 0 | 1 | 2;
  stdout?: string;
  stderr?: string;
}

/** Runs one call from its arguments to its outcome; whatever goes wrong is one line. */
export async function run(
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
  ask: Call["ask"],
): Promise<Outcome> {
  const words = readWords(args);
  const help = () => usage(commandsAbout(words));
  try {
    const options = readOptions(args);
    if (args.length === 0 || options.help) return { exitCode: 0, stdout: help() };
    const { command, operands, limit } = readCommand(words, options);
    const api = createApi(readTarget(environment));
    const { json, text, ok = true } = await command.run({ api, operands, options, limit, ask });
    return { exitCode: ok ? 0 : 1, stdout: options.json ? JSON.stringify(json, null, 2) : text };
  } catch (error) {
    const line = oneLine(`ops: ${error instanceof Error ? error.message : String(error)}`);
    if (error instanceof WrongCall) return { exitCode: 2, stderr: `${line}\n\n${help()}` };
    return { exitCode: 1, stderr: line };
  }
}
