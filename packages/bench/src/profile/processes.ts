import { readdir, readFile } from "node:fs/promises";

/** Ticks of the clock that Linux counts a process's CPU in, per second. */
const TICKS = 100;

/** Microseconds of CPU that each child of this process has had so far, by its command. Linux only. */
export async function cpuOfChildren(): Promise<Map<string, number>> {
  const spent = new Map<string, number>();
  for (const pid of (await readdir("/proc")).filter((name) => /^\d+$/.test(name))) {
    const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
    // The command stands in brackets and may itself have some.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (Number(fields[1]) !== process.pid) continue;
    const words = (await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "")).split("\0");
    const name = words.find((word) => /parts\/\w+\.ts$|(?:mariadbd|mysqld)$/.test(word)) ?? "";
    const micros = ((Number(fields[11]) + Number(fields[12])) * 1_000_000) / TICKS;
    spent.set(name.replace(/.*\//, ""), micros);
  }
  return spent;
}
