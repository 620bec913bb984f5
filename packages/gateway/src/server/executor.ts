import { spawn } from "node:child_process";
import { recordFile } from "./record.ts";

const script = `
  read -r _
  { read -r pid; read -r _; read -r socket; } < "$2" && kill -9 "$pid" && rm -rf "$socket"
  rm -rf "$1"`;

/**
 * Appoints a process that ends a throwaway server and removes its directory when this process is gone.
 *
 * Its standard input stays open exactly as long as we live, so it acts even on a SIGKILL, which no handler of
 * ours would see. Returns how to dismiss it.
 */
export function appointExecutor(directory: string): () => void {
  const executor = spawn("/bin/sh", ["-c", script, "executor", directory, recordFile(directory)], {
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  executor.unref();
  return () => void executor.kill("SIGKILL");
}
