import { spawn } from "node:child_process";
import { once } from "node:events";
import { killGroup, remember } from "./children.ts";

export interface InstallerOptions {
  env?: NodeJS.ProcessEnv;
  /** Kills the installer when it is aborted. Without one it is awaited, whatever else shall end. */
  signal?: AbortSignal | undefined;
}

/**
 * Runs a program that must not be left half-way: in a process group of its own, which a terminal's Ctrl-C does not
 * reach. Rejects with all it wrote when it fails, its errors last, and with the signal's reason.
 */
export async function runInstaller(
  command: string,
  args: readonly string[],
  { env, signal }: InstallerOptions = {},
): Promise<void> {
  signal?.throwIfAborted();
  const child = spawn(command, args, { detached: true, stdio: ["ignore", "pipe", "pipe"], env });
  remember(child);
  let [output, errors] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (errors += text));
  const kill = () => child.pid !== undefined && killGroup(child.pid);
  signal?.addEventListener("abort", kill);
  try {
    const [code] = await once(child, "close");
    signal?.throwIfAborted();
    if (code !== 0) throw new Error(`${command} failed:\n${(output + errors).trim()}`);
  } finally {
    signal?.removeEventListener("abort", kill);
  }
}
