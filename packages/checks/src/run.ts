import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

/** The repository's root. */
export const ROOT = fileURLToPath(new URL("../../..", import.meta.url));

interface Ended {
  /** Null where it was killed for taking too long. */
  code: number | null;
  printed: string;
}

interface Given {
  environment?: NodeJS.ProcessEnv;
  /** What it reads from its standard input. */
  input?: string;
}

/** Runs a program in the repository, for two minutes at most, and collects what it writes to its output. */
export async function run(
  command: string,
  args: readonly string[],
  { environment = {}, input = "" }: Given = {},
): Promise<Ended> {
  const child = spawn(command, args, {
    cwd: ROOT,
    env: { ...process.env, ...environment },
    stdio: ["pipe", "pipe", "ignore"],
    timeout: 120_000,
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once("error", reject).once("close", resolve);
  });
  // A program that reads nothing may have ended before it is written to.
  child.stdin.on("error", () => {}).end(input);
  const [code, printed] = await Promise.all([ended, text(child.stdout)]);
  return { code, printed };
}
