import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream } from "node:fs";

export interface CommandOptions {
  cwd: string;
  env: Record<string, string>;
  /** File that all its output is appended to. */
  log: string;
}

/** A command that runs, in a process group of its own so that its children end with it. */
export interface Command {
  /** What it has written so far. */
  output: () => string;
  /** Resolves with its exit code, null after a signal. */
  readonly ended: Promise<number | null>;
  /** Ends the whole group: asked first, after 15 s by force. */
  stop: () => Promise<void>;
}

const graceMs = 15_000;

/** Starts a command. Nothing of it outlives this process, unless that is killed. */
export function start(program: string, args: readonly string[], options: CommandOptions): Command {
  const { cwd, env } = options;
  const child = spawn(program, args, { cwd, env, detached: true, stdio: ["ignore", "pipe", "pipe"] });
  const log = createWriteStream(options.log, { flags: "a" });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      log.write(text);
    });
  const killNow = () => signal(child, "SIGKILL");
  process.once("exit", killNow);
  const ended = (async () => {
    const [code]: (number | null)[] = await once(child, "close");
    process.off("exit", killNow);
    log.end();
    return code ?? null;
  })();
  return {
    output: () => output,
    ended,
    async stop() {
      signal(child, "SIGINT");
      const force = setTimeout(killNow, graceMs);
      await ended.catch(() => null);
      clearTimeout(force);
      // What ignored the signal and closed its output is still in the group.
      killNow();
    },
  };
}

/** Runs a command to its end and returns what it wrote. Rejects with that where it fails or takes longer than `limitMs`. */
export async function run(
  program: string,
  args: readonly string[],
  options: CommandOptions & { limitMs: number },
): Promise<string> {
  const command = start(program, args, options);
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    void command.stop();
  }, options.limitMs);
  const code = await command.ended;
  clearTimeout(timer);
  if (code === 0 && !late) return command.output();
  const end = late ? `took more than ${options.limitMs / 1000} s` : `ended with ${code}`;
  throw new Error(`${program} ${args.join(" ")} ${end}:\n${command.output().slice(-6_000)}`);
}

function signal({ pid }: ChildProcess, name: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(-pid, name);
  } catch {
    // The group has ended.
  }
}
