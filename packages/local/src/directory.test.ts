import { chmod, mkdir, mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { emptyDirectory, openDirectory } from "./directory.ts";

async function scratch() {
  const directory = await mkdtemp(join(tmpdir(), "donut-states-directory-"));
  onTestFinished(() => rm(directory, { recursive: true }));
  return directory;
}
const modeOf = async (path: string) => (await stat(path)).mode & 0o777;

test("a directory that a store makes is for its owner alone, and its secrets are kept", async () => {
  const directory = join(await scratch(), "deep/store");
  const secrets = await openDirectory(directory);
  expect(await modeOf(directory)).toBe(0o700);
  expect(await modeOf(join(directory, "secrets.json"))).toBe(0o600);
  expect((await readdir(directory)).toSorted()).toEqual(["donut-states.store", "secrets.json"]);
  expect(await openDirectory(directory)).toEqual(secrets);
});

test("an empty directory of somebody may be used, and keeps its mode", async () => {
  const directory = await scratch();
  await chmod(directory, 0o755);
  await openDirectory(directory);
  expect(await modeOf(directory)).toBe(0o755);
});

test("a directory that holds something and is no store's is refused by name and left as it is", async () => {
  const directory = await scratch();
  await chmod(directory, 0o755);
  await writeFile(join(directory, "secrets.json"), "{}");
  for (const act of [openDirectory, emptyDirectory])
    await expect(act(directory)).rejects.toThrow(`LOCAL_DIR: ${directory} holds something`);
  expect(await readdir(directory)).toEqual(["secrets.json"]);
  expect(await modeOf(directory)).toBe(0o755);
});

test("emptying removes what a store made and nothing else, and can be repeated", async () => {
  const directory = await scratch();
  const first = await openDirectory(directory);
  await mkdir(join(directory, "database/data"), { recursive: true });
  for (const name of ["receipts", "factory-dlq", "ads-dlq", "ops-dlq", "orders-dlq"])
    await writeFile(join(directory, `${name}.journal`), "");
  await writeFile(join(directory, "notes.txt"), "mine");
  await emptyDirectory(directory);
  await emptyDirectory(directory);
  expect((await readdir(directory)).toSorted()).toEqual(["donut-states.store", "notes.txt"]);
  expect(await openDirectory(directory)).not.toEqual(first);
});

test("secrets that cannot be read are named", async () => {
  const directory = await scratch();
  await openDirectory(directory);
  await writeFile(join(directory, "secrets.json"), '{"OPS');
  await expect(openDirectory(directory)).rejects.toThrow(join(directory, "secrets.json"));
});
