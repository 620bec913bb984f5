import { readdir } from "node:fs/promises";
import { expect, test } from "vitest";
import { createPlace, ROOT } from "./process.ts";

test("a wrong setting is named", async () => {
  const place = await createPlace();
  const { code, printed } = await place.start([], { FACTORY_STEP_MS: "soon" }).ended;
  expect(code).toBe(1);
  expect(printed).toContain("FACTORY_STEP_MS: must be a number above 0");
});

test("a wrong call is told with the usage, and starts nothing", async () => {
  const place = await createPlace();
  const { code, printed } = await place.start(["--frsh"]).ended;
  expect(code).toBe(2);
  expect(printed).toMatch(/^Unknown option '--frsh'\n\npnpm start \[options\]/);
  expect(await place.processes("")).toEqual([]);
});

test("--fresh is refused with a database of somebody else, and for a directory that no store made", async () => {
  const place = await createPlace();
  const foreign = { DATABASE_URL: "mysql://root@127.0.0.1:1/x" };
  expect((await place.start(["--fresh"], foreign).ended).printed).toContain("DATABASE_URL");
  expect((await place.start(["--fresh"], { LOCAL_DIR: ROOT }).ended).printed).toContain("LOCAL_DIR");
  expect(await readdir(ROOT)).toContain("package.json");
});
