import { readdir, readFile } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";

const POLL_MS = 5;

/** Stops a process until SIGCONT, and waits until all of its threads have noticed; where the system does not tell, it is soon. */
export async function freeze(pid: number): Promise<void> {
  process.kill(pid, "SIGSTOP");
  while (await runs(pid)) await delay(POLL_MS);
}

async function runs(pid: number): Promise<boolean> {
  const threads = await readdir(`/proc/${pid}/task`).catch(() => []);
  const states = await Promise.all(
    threads.map((thread) => readFile(`/proc/${pid}/task/${thread}/stat`, "utf8").catch(() => "")),
  );
  // The name in brackets may hold anything; the state is the letter behind it.
  return states.some((stat) => stat !== "" && stat.at(stat.lastIndexOf(")") + 2) !== "T");
}
