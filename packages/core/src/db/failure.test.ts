import { DrizzleQueryError, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { reason } from "../log.ts";
import { product } from "../product/product.sql.ts";
import { addProduct, createStore } from "../testing.ts";
import { type Answer, startHttp } from "../testing.http.ts";
import { connect, type Database } from "./client.ts";
import { keepAliveFetch } from "./fetch.ts";
import { errorNumber, isAway, isContention, isDuplicate } from "./failure.ts";
import { ping } from "./ping.ts";

let db: Database;
let stop: () => Promise<void>;
beforeAll(async () => ({ db, stop } = await createStore()));
afterAll(() => stop());

const classify = (error: unknown) => ({
  duplicate: isDuplicate(error),
  contention: isContention(error),
  away: isAway(error),
});
const none = { duplicate: false, contention: false, away: false };
const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => {
      throw new Error("it did not fail");
    },
    (error: unknown) => error,
  );
/** Vitess' form of an error (see the gateway's golden tests). */
const vitess = (code: string, text: string, number?: number) =>
  new DrizzleQueryError(
    "insert (errno 1062)",
    ["fetch failed"],
    new Error(
      `target: db.-.primary: vttablet: rpc error: code = ${code} desc = ${text}${number ? ` (errno ${number}) (sqlstate 40001)` : ""} (CallerID: c): Sql: "insert (errno 1213) \\": Sql: \\"", BindVars: {REDACTED}`,
    ),
  );

test("a unique key that refuses is a duplicate", async () => {
  const row = await addProduct(db);
  expect(classify(await failureOf(db.insert(product).values(row)))).toEqual({ ...none, duplicate: true });
});

test("a check, a mistake in a statement and an error of our own are none of these", async () => {
  const { sku } = await addProduct(db);
  const broken = await failureOf(db.execute(sql`UPDATE product SET stock = -1 WHERE sku = ${sku}`));
  expect([errorNumber(broken), classify(broken)]).toEqual([3819, none]);
  const wrong = await failureOf(db.execute(sql`SELECT * FROM no_such_table`));
  expect([errorNumber(wrong), classify(wrong)]).toEqual([1146, none]);
  for (const error of [new Error("died"), "died", undefined]) expect(classify(error)).toEqual(none);
});

test.each([
  ["AlreadyExists", "Duplicate entry '(errno 1213)' for key 'k'", 1062, { ...none, duplicate: true }],
  ["Aborted", "Deadlock found", 1213, { ...none, contention: true }],
  ["DeadlineExceeded", "Lock wait timeout exceeded", 1205, { ...none, contention: true }],
  ["Aborted", "transaction 1: ended", undefined, { ...none, away: true }],
  ["Unavailable", "connection refused", undefined, { ...none, away: true }],
  ["ResourceExhausted", "transaction pool connection limit exceeded", undefined, { ...none, away: true }],
  ["DeadlineExceeded", "context deadline exceeded", undefined, { ...none, away: true }],
  ["ClusterEvent", "operation not allowed in state NOT_SERVING", undefined, { ...none, away: true }],
  ["FailedPrecondition", "primary is not serving, there is a reparent", undefined, { ...none, away: true }],
])("code = %s desc = %s is told by its number, not by its texts", (code, text, number, expected) => {
  expect(classify(vitess(code, text, number))).toEqual(expected);
});

test("a mistake is no outage because its values speak of one", () => {
  expect(classify(vitess("InvalidArgument", "Unknown column 'x'", 1054))).toEqual(none);
});

test("a database that refuses connections, hangs up or is overloaded is away", async () => {
  const answers = [{ status: 503 }, { status: 502, body: "<html>" }];
  const server = await startHttp((): Answer => {
    const answer = answers.shift();
    if (!answer) server.drop();
    return answer ?? "nothing";
  });
  const url = server.url.replace("//", "//user:password@");
  for (let number = 0; number < 2; number++)
    expect(classify(await failureOf(ping(connect(url))))).toEqual({ ...none, away: true });
  // Time is not what ends it: there is more of it than a test has.
  const patient = connect(url, keepAliveFetch(60 * 60_000));
  expect(classify(await failureOf(ping(patient)))).toEqual({ ...none, away: true });
  await server.stop();
  expect(classify(await failureOf(ping(connect(url))))).toEqual({ ...none, away: true });
});

test("the reason of a failed statement quotes none of its values", async () => {
  const row = { ...(await addProduct(db)), name: "somebody@private.example" };
  const error = await failureOf(db.insert(product).values(row));
  expect(String(error)).toContain("somebody@private.example");
  expect(reason(error)).toContain("Duplicate entry");
  expect(reason(error)).not.toContain("somebody@private.example");
});

test("a host of several addresses where nobody listens is away, though Node gives no message", () => {
  const refused = [1, 2].map(() => Object.assign(new Error("connect"), { code: "ECONNREFUSED" }));
  const error = new AggregateError(refused, "");
  expect(classify(new DrizzleQueryError("select 1", [], error))).toEqual({ ...none, away: true });
});

test("a queue or topic that accepts no connection is away, as the SDK says it: without a code", () => {
  const text =
    "@smithy/node-http-handler - the request socket did not establish a connection with the server within the configured timeout of 1000 ms.";
  const error = Object.assign(new Error(text), { name: "TimeoutError" });
  expect(classify(error)).toEqual({ ...none, away: true });
});

test("what a client sent is no sign of being away", () => {
  const statement = `: Sql: "insert into orders values ('fetch failed, aborted')"`;
  const error = new Error(`rpc error: code = InvalidArgument desc = syntax (errno 1064)${statement}`);
  expect(classify(new DrizzleQueryError("insert", ["fetch failed"], error))).toEqual(none);
});
