import { existsSync } from "node:fs";
import { canInstallWithApt } from "@donut-states/gateway/server/apt";
import { runInstaller } from "@donut-states/gateway/server/installer";

const places = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

const find = () => places.find((path) => existsSync(path));

// The fonts are for Korean, without which every picture of a page would show boxes.
const script = `
  apt-get update >&2
  apt-get install --yes --no-install-recommends -o DPkg::Lock::Timeout=300 chromium fonts-noto-cjk`;

/**
 * The browser that this machine has; on Debian or Ubuntu as root it is installed where there is none. Rejects with one
 * line that says what to install. `CHROMIUM` names another one.
 */
export async function findChromium(say: (line: string) => void): Promise<string> {
  const found = process.env["CHROMIUM"] ?? find();
  if (found) return found;
  if (await canInstallWithApt()) {
    say("installing chromium and fonts-noto-cjk with apt-get");
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    await runInstaller("flock", ["/var/lib/dpkg", "sh", "-c", script], { env });
  }
  const installed = find();
  if (installed) return installed;
  throw new Error(
    "No Chromium found. Install it (apt-get install chromium, brew install chromium), or name one in CHROMIUM",
  );
}
