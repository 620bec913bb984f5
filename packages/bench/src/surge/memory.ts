import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { promisify } from "node:util";

interface Listed {
  pid: number;
  parent: number;
  rssBytes: number;
}

/** Linux's page, on every machine that Node has binaries for but a few ARM servers. */
const PAGE = 4_096;

/** Bytes that a process and its children have in memory: [its own, all of theirs together]. */
export async function residentBytes(pid: number): Promise<[own: number, children: number]> {
  const all = process.platform === "linux" ? await listLinux() : await listWithPs();
  const own = all.find((listed) => listed.pid === pid)?.rssBytes ?? 0;
  return [own, descendants(all, pid).reduce((sum, { rssBytes }) => sum + rssBytes, 0)];
}

function descendants(all: readonly Listed[], pid: number): Listed[] {
  const children = all.filter(({ parent }) => parent === pid);
  return [...children, ...children.flatMap((child) => descendants(all, child.pid))];
}

async function listLinux(): Promise<Listed[]> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const stats = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/stat`, "utf8").catch(() => "")));
  return stats.filter(Boolean).map((stat) => {
    // The name in brackets may hold anything, brackets too.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return {
      pid: Number.parseInt(stat, 10),
      parent: Number(fields[1]),
      rssBytes: Number(fields[21]) * PAGE,
    };
  });
}

async function listWithPs(): Promise<Listed[]> {
  const { stdout } = await promisify(execFile)("ps", ["-A", "-o", "pid=,ppid=,rss="]);
  return stdout
    .trim()
    .split("\n")
    .map((line) => {
      const [pid = 0, parent = 0, kilobytes = 0] = line.trim().split(/\s+/).map(Number);
      return { pid, parent, rssBytes: kilobytes * 1_024 };
    });
}
