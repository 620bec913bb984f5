import type { ChildProcess } from "node:child_process";

const running = new Set<number>();

/** Remembers a child with a process group of its own, for as long as it runs. */
export function remember(child: ChildProcess): void {
  const { pid } = child;
  if (pid === undefined) return;
  running.add(pid);
  child.once("exit", () => running.delete(pid));
}

/** Kills every server and installer that this process has running, for one that has no time left to stop them. */
export function killChildren(): void {
  for (const pid of running) killGroup(pid);
}

/** Kills a process and what it started. */
export function killGroup(pid: number): void {
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // it has just ended
  }
}
