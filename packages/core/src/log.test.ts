import { afterEach, expect, test, vi } from "vitest";
import { log, reason } from "./log.ts";

afterEach(() => vi.restoreAllMocks());

test.each([
  "two\nlines",
  'two\r\n{"level":"error"}',
  "\u001b[2J\u009b31m",
  "\u2028\u2029\u0085\u0000",
  '"}, {"level":"info"',
])("whatever a field holds, a line is one line and one JSON object: %j", (text) => {
  const written = vi.spyOn(console, "warn").mockImplementation(() => {});
  log.warn("a message", { text });
  const [[line = ""] = []] = written.mock.calls;
  expect(JSON.parse(String(line))).toEqual({ level: "warn", message: "a message", text });
  expect(String(line)).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
});

const vitess = (text: string, statement: string) =>
  `target: store.-.primary: vttablet: rpc error: code = Unknown desc = ${text} (errno 1) (sqlstate 1) (CallerID: x)` +
  `: Sql: ${JSON.stringify(statement)}, BindVars: {}`;

test.each([
  ["the statement", vitess("Data too long", "insert into orders values ('MARK')"), "Data too long"],
  ["a second statement", vitess(`x: Sql: "y`, "values ('MARK')"), "vttablet"],
  [
    "the row that was there",
    vitess("Duplicate entry 'MARK' for key 'mail.PRIMARY'", ""),
    "for key 'mail.PRIMARY'",
  ],
  ["a value with quotes", vitess("Duplicate entry 'a'MARK'b' for key 'k'", ""), "for key 'k'"],
  [
    "a value of the wrong type",
    vitess("Incorrect integer value: 'MARK' for column 'x'", ""),
    "for column 'x'",
  ],
  ["a callback's token", "cannot POST https://x.example/restocks/1/receipt?t=MARK", "receipt?t=…"],
  ["a token between others", "GET /x?a=1&t=MARK&b=2 failed", "&b=2 failed"],
  ["a password", "cannot reach mysql://root:MARK@db.example:3306/x", "db.example:3306/x"],
])("a reason tells without %s", (_, text, kept) => {
  for (const error of [
    new Error(text),
    new Error("outer", { cause: new Error(text) }),
    Object.assign(new Error("Failed query: MARK"), { params: ["MARK"], cause: new Error(text) }),
    text,
  ]) {
    expect(reason(error)).not.toContain("MARK");
    expect(reason(error)).toContain(kept);
  }
});
