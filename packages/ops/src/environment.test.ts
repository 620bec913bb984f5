import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readTarget } from "./environment.ts";

let directory = "";
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "donut-states-ops-"));
});
afterEach(() => rm(directory, { recursive: true }));

const keep = (secrets: string) => writeFile(join(directory, "secrets.json"), secrets);

test("a store on this machine is found by the variables of pnpm start", async () => {
  await keep('{"OPS_TOKEN":"kept","CALLBACK_SECRET":"x"}');
  expect(readTarget({ LOCAL_DIR: directory })).toEqual({
    url: "http://127.0.0.1:3000",
    token: "kept",
    tokenFrom: join(directory, "secrets.json"),
  });
  expect(readTarget({ LOCAL_DIR: directory, API_PORT: "3300", OPS_TOKEN: "given" })).toMatchObject({
    url: "http://127.0.0.1:3300",
    token: "given",
  });
});

test("a stage is found by its url and never gets this machine's token", async () => {
  await keep('{"OPS_TOKEN":"kept"}');
  const stage = { LOCAL_DIR: directory, OPS_URL: "https://api.example/stage/" };
  expect(readTarget({ ...stage, OPS_TOKEN: "given" })).toMatchObject({ url: "https://api.example/stage" });
  expect(() => readTarget(stage)).toThrow("OPS_URL wants the token of that stage in OPS_TOKEN");
});

test.each([
  [{ API_PORT: "http" }, "API_PORT must be a port number"],
  [{ API_PORT: "0" }, "API_PORT must be a port number"],
  [{ API_PORT: "65536" }, "API_PORT must be a port number"],
  [{ OPS_URL: "ftp://x" }, "OPS_URL must start with http"],
  [{ OPS_URL: "x" }, "OPS_URL must be a URL"],
  [{ OPS_TOKEN: "도넛" }, "OPS_TOKEN must be visible ASCII"],
])("what is wrong is named: %j", (environment, message) => {
  expect(() => readTarget({ LOCAL_DIR: directory, ...environment })).toThrow(message);
});

test.each(["", "{}", '{"OPS_TOKEN":7}'])("a file without a token says so: %j", async (secrets) => {
  await keep(secrets);
  expect(() => readTarget({ LOCAL_DIR: directory })).toThrow("There is no operations token in");
});

test("a directory without a store says where it looked", () => {
  expect(() => readTarget({ LOCAL_DIR: directory })).toThrow(`${join(directory, "secrets.json")} is missing`);
});
