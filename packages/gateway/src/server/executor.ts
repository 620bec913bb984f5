import { spawn } from "node:child_process";

/**
 * Appoints a process that ends a throwaway server and removes its directories when this process is gone.
 *
 * Its standard input stays open exactly as long as we live, so it acts even on a SIGKILL, which no handler of
 * ours would see. Returns how to dismiss it.
 */
export function appointExecutor(pid: number, directories: readonly string[]): () => void {
  const script = `read -r _; kill -9 "$1"; shift; rm -rf "$@"`;
  const executor = spawn("/bin/sh", ["-c", script, "executor", String(pid), ...directories], {
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  executor.unref();
  return () => void executor.kill("SIGKILL");
}
