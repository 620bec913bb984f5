import { readFile } from "node:fs/promises";

export type System = "macos" | "debian" | "fedora" | "other";

/** The family of this operating system, as far as it decides how a package is installed. */
export async function thisSystem(): Promise<System> {
  if (process.platform === "darwin") return "macos";
  if (process.platform !== "linux") return "other";
  const release = await readFile("/etc/os-release", "utf8").catch(() => "");
  const family = release.match(/^ID(_LIKE)?=.*/gm)?.join(" ") ?? "";
  if (/debian|ubuntu/.test(family)) return "debian";
  return /fedora|rhel|centos/.test(family) ? "fedora" : "other";
}
