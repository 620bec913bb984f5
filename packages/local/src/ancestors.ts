import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { promisify } from "node:util";

/** A process as its system lists it. */
interface Listed {
  pid: number;
  parent: number;
  command: readonly string[];
}

const MANAGERS = /^(npm|npx|pnpm|pnpx|yarn|yarnpkg|corepack|bun|bunx)(-cli)?(\.[cm]?js)?$/;
const POLL_MS = 500;

/**
 * Calls `gone` once, when a package manager above this process has ended or lost its parent to another. Killed ones
 * pass no signal on, and those between them and us live on; nobody would be left to stop this process.
 */
export async function watchAncestors(gone: () => void): Promise<void> {
  const chain = await managersAbove(process.ppid);
  const parent = process.ppid;
  const timer = setInterval(() => void check(), POLL_MS).unref();
  const check = async () => {
    if (process.ppid === parent && (await areInPlace(chain))) return;
    clearInterval(timer);
    gone();
  };
}

/** The package managers from `pid` upwards, with the shells between them, up to the one that a person started. */
async function managersAbove(pid: number): Promise<Listed[]> {
  const chain: Listed[] = [];
  for (let found = await inspect(pid); found && mayBelong(found); found = await inspect(found.parent))
    chain.push(found);
  // A shell above the first package manager is a person's own, and may end before what it started.
  return chain.slice(0, chain.findLastIndex(isManager) + 1);
}

/** The topmost may lose its parent: that is how nohup and a terminal's & work. */
async function areInPlace(chain: readonly Listed[]): Promise<boolean> {
  for (const [index, { pid, parent }] of chain.entries()) {
    const now = await inspect(pid);
    if (now === undefined || (index < chain.length - 1 && now.parent !== parent)) return false;
  }
  return true;
}

const mayBelong = (listed: Listed) => isManager(listed) || isShell(listed);

/** npm calls itself `npm exec …`, in one word. */
function isManager({ command }: Listed): boolean {
  const [program = "", ...rest] = command.join(" ").split(" ");
  const script = basename(program) === "node" ? rest.find((word) => !word.startsWith("-")) : program;
  return MANAGERS.test(basename(script ?? ""));
}

const isShell = ({ command: [program = "", option] }: Listed) =>
  /^(ba|da|z)?sh$/.test(basename(program)) && option === "-c";

/** Undefined for a process that has ended, also one that waits for its parent to take note. */
async function inspect(pid: number): Promise<Listed | undefined> {
  const found = await (process.platform === "linux" ? inspectLinux(pid) : inspectWithPs(pid)).catch(
    () => undefined,
  );
  return found?.command[0] ? { pid, ...found } : undefined;
}

async function inspectLinux(pid: number) {
  const [stat, command] = await Promise.all([
    readFile(`/proc/${pid}/stat`, "utf8"),
    readFile(`/proc/${pid}/cmdline`, "utf8"),
  ]);
  // The name in brackets may hold anything, brackets too.
  const parent = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
  return { parent, command: command.split("\0").filter(Boolean) };
}

async function inspectWithPs(pid: number) {
  const columns = ["-ww", "-o", "ppid=,command=", "-p", String(pid)];
  const { stdout } = await promisify(execFile)("ps", columns);
  const [parent = "", ...command] = stdout.trim().split(/\s+/);
  return { parent: Number(parent), command };
}
