import { expect, test } from "vitest";
import { parseMysqlUrl } from "./address.ts";

test("a full URL", () => {
  expect(parseMysqlUrl("mysql://us%40er:p%2Fw@db.example:3307/shop")).toEqual({
    host: "db.example",
    port: 3307,
    user: "us@er",
    password: "p/w",
    database: "shop",
  });
});

test("what may be left out", () => {
  const address = { host: "::1", port: 3306, user: "root", password: "", database: "shop" };
  expect(parseMysqlUrl("mysql://[::1]/shop")).toEqual(address);
});

test.each([
  "",
  "shop",
  "postgres://secret@host/shop",
  "mysql://secret@host",
  "mysql://secret@host/",
  "mysql:///shop",
])("'%s' is refused without repeating it", (url) => {
  expect(() => parseMysqlUrl(url)).toThrow(/^The database's URL must be mysql:/);
  expect(() => parseMysqlUrl(url)).not.toThrow(/secret/);
});
