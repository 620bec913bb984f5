import { expect, test } from "vitest";
import { changesConnection, kindOf } from "./statement.ts";

test.each([
  ["BEGIN", "begin"],
  ["start  transaction read only", "begin"],
  ["/* note */ -- and\n # another\nBEGIN", "begin"],
  ["COMMIT", "commit"],
  ["commit and no chain", "commit"],
  ["ROLLBACK", "rollback"],
  ["rollback work", "rollback"],
  ["ROLLBACK TO sp1", "other"],
  ["rollback work to savepoint sp1", "other"],
  ["set @@boost_cached_queries = true", "hint"],
  ["USE `shop@replica`", "hint"],
  ["beginning", "other"],
  ["SELECT 'BEGIN'", "other"],
  ["/* never closed BEGIN", "other"],
  ["", "other"],
])("%s is %s", (sql, kind) => {
  expect(kindOf(sql)).toBe(kind);
});

test.each(["SET NAMES latin1", "/* x */ use shop", "LOCK TABLES t READ", "create temporary table t (n int)"])(
  "%s stays on its connection",
  (sql) => {
    expect(changesConnection(sql)).toBe(true);
  },
);

test.each(["SELECT 1", "UPDATE t SET n = 1", "settle", "CREATE TABLE t (n int)"])("%s does not", (sql) => {
  expect(changesConnection(sql)).toBe(false);
});

test("sixteen million comment openings take no time", () => {
  // What others compute meanwhile does not count.
  const start = process.cpuUsage();
  kindOf("/*".repeat(8_000_000));
  kindOf("/**/".repeat(4_000_000));
  const { user, system } = process.cpuUsage(start);
  expect((user + system) / 1_000).toBeLessThan(2_000);
});
