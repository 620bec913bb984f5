import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { canInstallWithApt } from "@donut-states/gateway/server/apt";
import { runInstaller } from "@donut-states/gateway/server/installer";

/** A Python that the emulator can run on. */
export interface Python {
  path: string;
  /** As in `3.11`: compiled modules fit one such version. */
  version: string;
}

const oldestMinor = 10;
const describe = "import sys; print(sys.executable); print('%d.%d' % sys.version_info[:2])";

/** This machine's Python 3; undefined where there is none, or one that is too old for the emulator. */
export async function findPython(): Promise<Python | undefined> {
  try {
    const { stdout } = await promisify(execFile)("python3", ["-c", describe]);
    const [path = "", version = ""] = stdout.trim().split("\n");
    const [major, minor = 0] = version.split(".").map(Number);
    return major === 3 && minor >= oldestMinor ? { path, version } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The command line of a pip: Python's own, or that of a virtual environment made in `directory`. Debian ships Python
 * without either; as root the missing part is installed with apt. Undefined where there is no way to get one.
 */
export async function findPip({ path }: Python, directory: string, say: (line: string) => void) {
  if (await works(path, "-m", "pip", "--version")) return [path, "-m", "pip"] as const;
  const makeEnvironment = () => works(path, "-m", "venv", "--clear", directory);
  if (!(await makeEnvironment())) {
    if (!(await canInstallWithApt())) return undefined;
    say("installing python3-venv with apt-get");
    await runInstaller("flock", ["/var/lib/dpkg", "sh", "-c", installVenv], { env: aptEnvironment });
    if (!(await makeEnvironment())) return undefined;
  }
  return [`${directory}/bin/python`, "-m", "pip"] as const;
}

const installVenv = "apt-get update >&2; apt-get install --yes --no-install-recommends python3-venv";
const aptEnvironment = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };

function works(command: string, ...args: string[]): Promise<boolean> {
  return promisify(execFile)(command, args).then(
    () => true,
    () => false,
  );
}
