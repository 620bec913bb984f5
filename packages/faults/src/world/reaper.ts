import { type ChildProcess, spawn } from "node:child_process";

/**
 * Has a child killed as soon as this process is gone, whatever ended it: a signal handler of ours would not see a
 * SIGKILL, and a child that is stopped cannot notice by itself. Its reaper waits on a pipe that stays open as long as
 * we live, and ends with the child.
 */
export function reapWithUs(child: ChildProcess): void {
  const reaper = spawn("/bin/sh", ["-c", 'read -r _; kill -9 "$1"', "reaper", String(child.pid)], {
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  reaper.unref();
  child.once("exit", () => reaper.kill("SIGKILL"));
}
