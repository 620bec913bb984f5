import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const ROOT = fileURLToPath(new URL("../../../..", import.meta.url));

/** Sets a file as the repository's formatter wants it. */
export async function format(path: string): Promise<void> {
  await promisify(execFile)(process.execPath, ["node_modules/oxfmt/bin/oxfmt", path], { cwd: ROOT });
}
