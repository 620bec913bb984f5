import { mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { lockDirectory } from "./lock.ts";

async function scratch() {
  const directory = await mkdtemp(join(tmpdir(), "donut-states-lock-"));
  onTestFinished(() => rm(directory, { recursive: true }));
  return directory;
}

test("a directory has one lock, by whatever path and before it exists, until it is released", async () => {
  const directory = await scratch();
  await symlink(directory, join(directory, "link"));
  const lock = await lockDirectory(join(directory, "store"));
  const other = await lockDirectory(join(directory, "other"));
  const refused = `is in use by process ${process.pid}`;
  await expect(lockDirectory(join(directory, "link/store"))).rejects.toThrow(refused);
  await lock.release();
  await (await lockDirectory(join(directory, "store"))).release();
  await other.release();
});
