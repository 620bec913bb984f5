import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Functions, startFunctions } from "./functions.ts";

let root: string;
let functions: Functions;
const write = (name: string, text: string) => writeFile(join(root, name), text);

const speak = async (file = "speak") => (await functions.load(`${file}.handler`))({}, {});

/** Edits and invokes, until it shows: a watcher may miss an edit within milliseconds of another. */
const edit = (text: string) => async () => {
  await write("said.ts", text);
  return speak().catch(() => "broken");
};

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "donut-states-functions-"));
  await write("said.ts", 'export const said: string = "first";');
  await write("speak.ts", 'import { said } from "./said.ts";\nexport const handler = async () => said;');
  functions = await startFunctions({ root, ignored: join(root, "store [1]") });
});
afterAll(async () => {
  await functions.stop();
  await rm(root, { recursive: true });
});

test("an edit of a file that a handler imports is live at the next invocation", async () => {
  expect(await speak()).toBe("first");
  await expect.poll(edit('export const said: string = "second";')).toBe("second");
});

test("an edit that does not parse fails the invocation and not the store", async () => {
  await expect.poll(edit("export const said = ;")).toBe("broken");
  await expect.poll(edit('export const said: string = "mended";')).toBe("mended");
});

test("what the store writes into its own directory is not watched", async () => {
  await mkdir(join(root, "store [1]"));
  await write("store [1]/quiet.ts", 'export const handler = async () => "as it was";');
  expect(await speak("store [1]/quiet")).toBe("as it was");
  await write("store [1]/quiet.ts", 'export const handler = async () => "noticed";');
  await expect.poll(edit('export const said: string = "later";')).toBe("later");
  expect(await speak("store [1]/quiet")).toBe("as it was");
});

test("a handler that does not exist is named", async () => {
  await expect(functions.load("speak.other")).rejects.toThrow("speak.ts exports no other");
});
