import { runInstaller } from "./installer.ts";
import { thisSystem } from "./system.ts";

// A list of packages that cannot be refreshed may still be good enough, so the installation itself decides.
// Older releases have the version in the packages' names; the name without one sorts first.
const script = `
  test -x /usr/sbin/mariadbd && test -x /usr/bin/my_print_defaults && exit 0
  apt-get update >&2
  server=$(apt-cache pkgnames mariadb-server-core | sort | head -n 1)
  version=\${server#mariadb-server-core}
  apt-get install --yes --no-install-recommends -o DPkg::Lock::Timeout=300 \
    "mariadb-server-core$version" "mariadb-client-core$version"`;

/** True where packages can be installed without asking anyone: Debian or Ubuntu, as root. */
export async function canInstallWithApt(): Promise<boolean> {
  return process.getuid?.() === 0 && (await thisSystem()) === "debian";
}

/**
 * Installs the MariaDB server with apt-get, about 10 MB; no service is started.
 *
 * Processes that call it side by side wait for the first: flock(1) frees its lock even when a holder is killed.
 * Rejects with the last line that apt-get wrote.
 */
export async function installWithApt(say: (line: string) => void): Promise<void> {
  say("installing mariadb-server-core and mariadb-client-core with apt-get");
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  try {
    // Never killed: dpkg would have to be repaired by hand.
    await runInstaller("flock", ["/var/lib/dpkg", "sh", "-c", script], { env });
  } catch (error) {
    const output = error instanceof Error ? error.message.trim().split("\n").at(-1) : String(error);
    throw new Error(`apt-get could not install MariaDB: ${output}`, { cause: error });
  }
}
