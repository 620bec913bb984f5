import { ask } from "./ask.ts";
import { run } from "./run.ts";

/** `pnpm ops …`: operations from the terminal. */
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  // Whoever reads has read enough, as `head` has.
  if (error.code !== "EPIPE") throw error;
});

const { stdin: input, stdout, stderr: output } = process;
// A question goes to stderr: what is on stdout may be read by a program.
const question = input.isTTY && output.isTTY ? (text: string) => ask({ input, output }, text) : undefined;
const outcome = await run(process.argv.slice(2), process.env, question);
if (outcome.stdout !== undefined) stdout.write(`${outcome.stdout}\n`);
if (outcome.stderr !== undefined) output.write(`${outcome.stderr}\n`);
// Not process.exit(), which would cut off what a pipe has not taken yet.
process.exitCode = outcome.exitCode;
