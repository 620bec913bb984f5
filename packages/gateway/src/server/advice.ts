import { thisSystem, type System } from "./system.ts";

const commands: Record<System, string> = {
  macos: "brew install mariadb",
  debian: "sudo apt-get install mariadb-server-core mariadb-client-core",
  fedora: "sudo dnf install mariadb-server",
  other: "the mariadb-server package of this system",
};

/** One line for a person: no database server was found, and what to install on this operating system. */
export async function installationAdvice(): Promise<string> {
  return `No MariaDB or MySQL server found. Install one: ${commands[await thisSystem()]}`;
}
