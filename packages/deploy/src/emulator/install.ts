import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { reason } from "@donut-states/core/log";
import { runInstaller } from "@donut-states/gateway/server/installer";
import { findPip, findPython } from "./python.ts";

/** MIT, pure Python: https://pypi.org/project/ministack/. Pinned, as what it cannot do yet is worked around here. */
const release = "1.5.33";

const installMs = 5 * 60_000;

/** How the emulator is started: an interpreter, and the folder that its modules are in. */
export interface Ministack {
  python: string;
  modules: string;
}

/**
 * The emulator, installed from PyPI into a folder of its own in the user's cache where it is missing (90 MB). `say`
 * hears of the installation. Undefined, with a loud line that says why, where it cannot be had: no Python, no PyPI.
 */
export async function ensureMinistack(say: (line: string) => void): Promise<Ministack | undefined> {
  const python = await findPython();
  if (!python) return skip(say, "this machine has no Python 3.10 or newer");
  const cache = join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "donut-states");
  const modules = join(cache, `ministack-${release}-python${python.version}`);
  if (!existsSync(modules)) {
    await mkdir(cache, { recursive: true });
    const fresh = await mkdtemp(`${modules}-`);
    try {
      const pip = await findPip(python, join(fresh, "pip"), say);
      if (!pip) return skip(say, "this machine has no pip or venv for Python 3 (Debian: python3-venv)");
      say(`installing ministack ${release} into ${modules}`);
      const failure = await installInto(join(fresh, "modules"), pip).then(() => undefined, reason);
      if (failure !== undefined) return skip(say, failure);
      await rename(join(fresh, "modules"), modules).catch((error: unknown) => {
        // Another run may have been faster; then its folder serves as well.
        if (!existsSync(modules)) throw error;
      });
    } finally {
      await rm(fresh, { recursive: true, force: true });
    }
  }
  return { python: python.path, modules };
}

async function installInto(directory: string, [command, ...pip]: readonly [string, ...string[]]) {
  const options = ["--quiet", "--disable-pip-version-check", "--no-warn-script-location"];
  await runInstaller(
    command,
    [...pip, "install", ...options, "--target", directory, `ministack==${release}`],
    {
      signal: AbortSignal.timeout(installMs),
    },
  );
}

function skip(say: (line: string) => void, why: string): undefined {
  say(`!!! SKIPPED: nothing is deployed, as there is no AWS emulator: ${why} !!!`);
}
