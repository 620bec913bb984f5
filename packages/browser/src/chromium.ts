import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { canInstallWithApt } from "@donut-states/gateway/server/apt";
import { runInstaller } from "@donut-states/gateway/server/installer";

/** What is asked of this machine on the way to a browser. */
export interface Machine {
  /** A browser that somebody named. */
  named: string | undefined;
  /** Whether this program starts. On Ubuntu there is one that only says that another package should be installed. */
  runs: (path: string) => Promise<boolean>;
  canInstall: () => Promise<boolean>;
  install: () => Promise<void>;
}

const places = [
  "/usr/bin/chromium",
  "/usr/bin/google-chrome",
  "/usr/bin/chromium-browser",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

// The fonts are for Korean, without which every picture of a page would show boxes.
const script = `
  apt-get update >&2
  apt-get install --yes --no-install-recommends -o DPkg::Lock::Timeout=300 chromium fonts-noto-cjk`;

const thisMachine: Machine = {
  named: process.env["CHROMIUM"],
  runs: (path) =>
    promisify(execFile)(path, ["--version"]).then(
      () => true,
      () => false,
    ),
  canInstall: canInstallWithApt,
  install: () =>
    runInstaller("flock", ["/var/lib/dpkg", "sh", "-c", script], {
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    }),
};

/**
 * The path of this machine's Chromium or Chrome; on Debian as root it is installed where there is none. Rejects with one
 * line that says what to do. `CHROMIUM` names another one.
 */
export async function findChromium(
  say: (line: string) => void,
  machine: Machine = thisMachine,
): Promise<string> {
  const { named } = machine;
  if (named && !(await machine.runs(named))) throw new Error(`CHROMIUM names ${named}, which does not start`);
  const found = named || (await first(machine));
  if (found) return found;
  if (await machine.canInstall()) {
    say("installing chromium and fonts-noto-cjk with apt-get");
    await machine.install();
  }
  const installed = await first(machine);
  if (installed) return installed;
  throw new Error(
    "No Chromium found. Install one (apt-get install chromium, brew install --cask chromium, or Google Chrome), or name one in CHROMIUM",
  );
}

async function first({ runs }: Machine): Promise<string | undefined> {
  for (const path of places) if (await runs(path)) return path;
  return undefined;
}
