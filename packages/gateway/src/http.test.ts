import { once } from "node:events";
import { connect } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { WireError, WireSession } from "./gateway/protocol.ts";
import { createDatabase, type TestDatabase } from "./testing.ts";
import { execute, post, value } from "./test/wire.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await createDatabase();
});
afterAll(() => database.stop());

async function statusAndCode(response: Response): Promise<[number, string]> {
  // The test fails where it is anything else.
  const { error } = (await response.json()) as { error: WireError };
  return [response.status, error.code];
}

const session = {
  signature: "c2lnbmF0dXJl",
  vitessSession: { SessionUUID: "018f3b2c-4d5e-7f70-8192-a3b4c5d6e7f8" },
};

test.each([
  ["", 401],
  ["password", 401],
])("the password '%s' is refused", async (password, status) => {
  const url = new URL(database.url);
  url.password = password;
  expect(await statusAndCode(await post(url.href, "Execute", { query: "SELECT 1" }))).toEqual([
    status,
    "unauthenticated",
  ]);
});

test("no password at all is refused", async () => {
  const response = await fetch(new URL("/psdb.v1alpha1.Database/Execute", new URL(database.url).origin), {
    method: "POST",
    body: "{}",
  });
  expect(response.status).toBe(401);
});

test.each([
  ["broken JSON", '{"query":', 400, "invalid_argument"],
  ["no object", "[1", 400, "invalid_argument"],
  ["null", "null", 400, "invalid_argument"],
  ["a query that is no text", { query: 1 }, 400, "invalid_argument"],
  ["a session that is no object", { query: "SELECT 1", session: "mine" }, 400, "invalid_argument"],
  ["a session without an id", { query: "SELECT 1", session: { signature: "" } }, 400, "invalid_argument"],
  ["a session signed by nobody", { query: "SELECT 1", session }, 403, "permission_denied"],
  ["a body above 16 MiB", { query: " ".repeat(17 * 1024 * 1024) }, 413, "resource_exhausted"],
])("%s is refused", async (_, body, status, code) => {
  expect(await statusAndCode(await post(database.url, "Execute", body))).toEqual([status, code]);
});

test("an unknown method is refused", async () => {
  expect(await statusAndCode(await post(database.url, "Prepare", {}))).toEqual([404, "unimplemented"]);
});

test("a body just below 16 MiB is executed", async () => {
  const query = `SELECT '${"x".repeat(15 * 1024 * 1024)}' IS NOT NULL`;
  expect(value(await execute(database.url, query))).toBe("1");
});

test("a result above 100,000 rows is refused with PlanetScale's number", async () => {
  const { error } = await execute(database.url, "SELECT seq FROM seq_1_to_100001");
  expect(error?.message).toContain("Row count exceeded 100000 (errno 10001)");
});

test("a second statement in one call is a syntax error", async () => {
  const { error } = await execute(database.url, "SELECT 1; SELECT 2");
  expect(error?.message).toContain("(errno 1064)");
});

test.each([
  ["noise", "\0\xff noise \r\n\r\n"],
  [
    "half a request",
    "POST /psdb.v1alpha1.Database/Execute HTTP/1.1\r\nHost: here\r\nContent-Length: 99\r\n\r\n{",
  ],
])("a client that sends %s and leaves does no harm", async (_, text) => {
  const socket = connect(Number(new URL(database.url).port), "127.0.0.1");
  await once(socket, "connect");
  socket.end(text, "latin1");
  socket.resume();
  await once(socket, "close");
  expect(value(await execute(database.url, "SELECT 'still there'"))).toBe("still there");
});

test("CreateSession gives a session that Execute takes", async () => {
  const response = await post(database.url, "CreateSession", {});
  // The test fails where it is anything else.
  const created = (await response.json()) as { session: WireSession };
  const begun = await execute(database.url, "BEGIN", created.session);
  expect(begun.session.vitessSession.SessionUUID).toBe(created.session.vitessSession.SessionUUID);
  await post(database.url, "CloseSession", { session: begun.session });
});
