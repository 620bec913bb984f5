import { readdir, readFile } from "node:fs/promises";

/** Microseconds of a tick, in which Linux counts a process's CPU. */
const TICK = 10_000;

/** Microseconds of CPU that the database server which this process has started has had so far. Linux only; elsewhere 0. */
export async function cpuOfDatabase(): Promise<number> {
  const names = await readdir("/proc").catch(() => []);
  let spent = 0;
  for (const pid of names.filter((name) => /^\d+$/.test(name))) {
    const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
    const [, name = "", rest = ""] = /^\d+ \((.*)\) (.*)$/s.exec(stat) ?? [];
    const fields = rest.split(" ");
    if (/^(?:mariadbd|mysqld)/.test(name) && Number(fields[1]) === process.pid)
      spent += (Number(fields[11]) + Number(fields[12])) * TICK;
  }
  return spent;
}
