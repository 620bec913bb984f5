import { freePort } from "@donut-states/gateway/server/port";
import { expect, test } from "vitest";
import { openDatabase } from "./database.ts";
import { readSettings } from "./settings.ts";

const keeper = { say: () => {}, giveUp: () => {}, signal: new AbortController().signal };

test.each(["mysql", "https"])(
  "a %s database that cannot be reached is told by its variable, without its password",
  async (protocol) => {
    const DATABASE_URL = `${protocol}://user:secret@127.0.0.1:${await freePort("127.0.0.1")}/x`;
    const opening = openDatabase({ DATABASE_URL, LOCAL_DIR: "unused" }, keeper).catch(String);
    const told = await opening;
    expect(told).toMatch(/^Error: DATABASE_URL: the database cannot be used: .*ECONNREFUSED/s);
    expect(told).not.toContain("secret");
  },
);

test.each([
  "mysql://root:secret@127.0.0.1/",
  "mysql://root:secret@127.0.0.1:99999/x",
  "mysql://root:secret#@127.0.0.1/x",
  "mysql://root:secret@/x",
  "postgres://root:secret@127.0.0.1/x",
  "https://root:secret@",
  "root:secret@tcp(127.0.0.1)/x",
  "secret",
])("%s is no database, and is told without its password", async (DATABASE_URL) => {
  const opening = async () => openDatabase(readSettings({ DATABASE_URL, LOCAL_DIR: "unused" }), keeper);
  const error: unknown = await opening().catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(Error);
  expect(String(error)).toMatch(/^Error: DATABASE_URL: /);
  expect(String(error)).not.toContain("secret");
});
