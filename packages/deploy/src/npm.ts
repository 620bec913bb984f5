import { chmod, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * SST runs `npm install` for each function of a stage, also for one whose packages are all in its bundle: half a second
 * to install nothing. In `directory` there is then an `npm` that leaves out just that; returned is the PATH that finds it.
 */
export async function skipEmptyInstalls(
  directory: string,
  path = process.env["PATH"] ?? "",
): Promise<string> {
  await mkdir(directory, { recursive: true });
  const npm = join(directory, "npm");
  await writeFile(npm, script(path));
  await chmod(npm, 0o755);
  return `${directory}:${path}`;
}

const script = (path: string) => `#!/bin/sh
[ "$1" = install ] && grep -qs '"dependencies":{}' package.json && exit
PATH='${path}' exec npm "$@"
`;
