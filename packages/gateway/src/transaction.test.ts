import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { type GatewayOptions, startGateway } from "./gateway.ts";
import type { ExecuteResponse } from "./gateway/protocol.ts";
import { createDatabase, patience, type TestDatabase } from "./testing.ts";
import { expectGolden } from "./test/golden.ts";
import { execute, post, value, wireClient } from "./test/wire.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await createDatabase({});
});
afterAll(() => database.stop());

/** A table of one test's own, with the rows 1 and 2; returns its name, which the golden files know. */
async function createTable(name: string): Promise<string> {
  await execute(database.url, `CREATE TABLE ${name} (id int PRIMARY KEY, n int NOT NULL)`);
  await execute(database.url, `INSERT INTO ${name} VALUES (1, 0), (2, 0)`);
  return name;
}

/** A gateway of one test's own before the same database. */
async function startOwnGateway(options: Omit<GatewayOptions, "server" | "database">) {
  return await startGateway({ server: inject("databaseServer"), database: database.name, ...options });
}

/** Waits until a statement of this database waits for a row lock. */
async function someoneWaits(): Promise<void> {
  const waiting = `SELECT COUNT(*) FROM information_schema.processlist p JOIN information_schema.innodb_trx t
    ON t.trx_mysql_thread_id = p.id WHERE p.db = DATABASE() AND t.trx_state = 'LOCK WAIT'`;
  await expect.poll(async () => value(await execute(database.url, waiting))).not.toBe("0");
}

test("changes are seen by others from the commit on, and never after a rollback", async () => {
  const table = await createTable("visible");
  const sum = async () => value(await execute(database.url, `SELECT SUM(n) FROM ${table}`));
  for (const [end, expected] of [
    ["ROLLBACK", "0"],
    ["COMMIT", "2"],
  ] as const) {
    const client = wireClient(database.url);
    await client.execute("BEGIN");
    await client.execute(`UPDATE ${table} SET n = n + 1`);
    expect(await sum()).toBe("0");
    await client.execute(end);
    expect(await sum()).toBe(expected);
  }
});

test("whoever had no transaction before begins one of their own", async () => {
  const table = await createTable("own");
  const clients = [wireClient(database.url), wireClient(database.url)] as const;
  for (const client of clients) await client.execute("SELECT 1");
  for (const [index, client] of clients.entries()) {
    expect(await client.execute("BEGIN")).not.toHaveProperty("error");
    await client.execute(`UPDATE ${table} SET n = 1 WHERE id = ${index + 1}`);
  }
  await clients[0].execute("ROLLBACK");
  await clients[1].execute("COMMIT");
  expect(value(await execute(database.url, `SELECT SUM(n * id) FROM ${table}`))).toBe("2");
});

test("comments before BEGIN do not hide it", async () => {
  const table = await createTable("commented");
  const client = wireClient(database.url);
  const begun = await client.execute(
    "-- a note\n # another\n /* and one more */ START TRANSACTION READ WRITE",
  );
  expect(begun.session.vitessSession.inTransaction).toBe(true);
  await client.execute(`UPDATE ${table} SET n = 1`);
  await client.execute("/* undo */ rollback work");
  expect(value(await client.execute(`SELECT SUM(n) FROM ${table}`))).toBe("0");
});

test("ROLLBACK TO a savepoint leaves the transaction open", async () => {
  const table = await createTable("savepoint");
  const client = wireClient(database.url);
  for (const sql of [
    "BEGIN",
    `UPDATE ${table} SET n = 1 WHERE id = 1`,
    "SAVEPOINT here",
    `UPDATE ${table} SET n = 1 WHERE id = 2`,
    "ROLLBACK TO SAVEPOINT here",
    "COMMIT",
  ]) {
    expect(await client.execute(sql)).not.toHaveProperty("error");
  }
  expect(value(await client.execute(`SELECT SUM(n) FROM ${table}`))).toBe("1");
});

test("BEGIN inside a transaction commits it and begins another", async () => {
  const table = await createTable("nested");
  const client = wireClient(database.url);
  await client.execute("BEGIN");
  await client.execute(`UPDATE ${table} SET n = 1 WHERE id = 1`);
  await client.execute("BEGIN");
  await client.execute(`UPDATE ${table} SET n = 1 WHERE id = 2`);
  await client.execute("ROLLBACK");
  expect(value(await client.execute(`SELECT SUM(n) FROM ${table}`))).toBe("1");
});

test("after a deadlock the victim's statements fail until it rolls back, and the other commits", async () => {
  const table = await createTable("deadlock");
  const clients = [wireClient(database.url), wireClient(database.url)] as const;
  for (const [index, client] of clients.entries()) {
    await client.execute("BEGIN");
    await client.execute(`UPDATE ${table} SET n = 5 WHERE id = ${index + 1}`);
  }
  const crossing = `UPDATE ${table} SET n = n + 1 WHERE id IN (1, 2)`;
  const responses = await Promise.all(clients.map((client) => client.execute(crossing)));
  const [refusal, ...more] = responses.filter((response) => response.error !== undefined);
  expect(more).toEqual([]);
  expectGolden("locks/1213-deadlock", refusal);

  const [loser, winner] = refusal === responses[0] ? clients : [clients[1], clients[0]];
  expectGolden("locks/ended", await loser.execute(`UPDATE ${table} SET n = 100`));
  expectGolden("locks/ended-commit", await loser.execute("COMMIT"));
  expect(await loser.execute("ROLLBACK")).not.toHaveProperty("error");
  expect(await winner.execute("COMMIT")).not.toHaveProperty("error");
  expect(value(await loser.execute(`SELECT SUM(n) FROM ${table}`))).toBe("7");
});

test("a lock wait that times out fails its statement alone", async () => {
  const table = await createTable("lock_wait");
  const [holder, waiter] = [wireClient(database.url), wireClient(database.url)];
  await holder.execute("BEGIN");
  await holder.execute(`UPDATE ${table} SET n = 1 WHERE id = 1`);
  await waiter.execute("BEGIN");
  await waiter.execute("SET SESSION innodb_lock_wait_timeout = 1");
  await waiter.execute(`UPDATE ${table} SET n = 1 WHERE id = 2`);
  expectGolden("locks/1205-lock-wait", await waiter.execute(`UPDATE ${table} SET n = 2`));
  expect(await waiter.execute("COMMIT")).not.toHaveProperty("error");
  await holder.execute("ROLLBACK");
  expect(value(await holder.execute(`SELECT SUM(n) FROM ${table}`))).toBe("1");
});

test("a session that is busy refuses another statement, but rolls back when it is free", async () => {
  const table = await createTable("busy");
  const [holder, client] = [wireClient(database.url), wireClient(database.url)];
  await holder.execute("BEGIN");
  await holder.execute(`UPDATE ${table} SET n = 1 WHERE id = 1`);
  const { session } = await client.execute("BEGIN");
  await client.execute(`UPDATE ${table} SET n = 9 WHERE id = 2`);

  const waiting = execute(database.url, `UPDATE ${table} SET n = 9 WHERE id = 1`, session);
  await someoneWaits();
  expectGolden("locks/busy", await execute(database.url, "SELECT 1", session));
  expectGolden("locks/busy", await execute(database.url, "COMMIT", session));
  const rollback = execute(database.url, "ROLLBACK", session);
  await holder.execute("COMMIT");
  expect(await waiting).not.toHaveProperty("error");
  expect(await rollback).not.toHaveProperty("error");
  expect(value(await holder.execute(`SELECT SUM(n) FROM ${table}`))).toBe("1");
});

test("a transaction above its limit is rolled back and its later statements fail", async () => {
  const table = await createTable("expired");
  const gateway = await startOwnGateway({ transactionLimitMs: 100 });
  const client = wireClient(gateway.url);
  await client.execute("BEGIN");
  await client.execute(`UPDATE ${table} SET n = 1`);
  await expect
    .poll(async () => (await client.execute("SELECT 1")).error?.message)
    .toContain("exceeded timeout: 0.1s");
  expect(await client.execute(`UPDATE ${table} SET n = 1`)).toHaveProperty("error");
  expect(await client.execute("ROLLBACK")).not.toHaveProperty("error");
  expect(value(await client.execute(`SELECT SUM(n) FROM ${table}`))).toBe("0");
  await gateway.stop();
});

test("a statement that runs into the limit is killed and lets go of its locks", async () => {
  const table = await createTable("killed");
  const gateway = await startOwnGateway({ transactionLimitMs: 500 });
  const [holder, client, next] = [
    wireClient(database.url),
    wireClient(gateway.url),
    wireClient(database.url),
  ];
  await holder.execute("BEGIN");
  await holder.execute(`UPDATE ${table} SET n = 1 WHERE id = 2`);
  await client.execute("BEGIN");
  // The server by itself lets the statement wait for so long, and keeps row 1 locked.
  await client.execute("SET SESSION innodb_lock_wait_timeout = 150");
  await client.execute(`UPDATE ${table} SET n = 1 WHERE id = 1`);
  const { error } = await client.execute(`UPDATE ${table} SET n = 1 WHERE id = 2`);
  expect(error?.message).toContain("exceeded timeout: 0.5s");

  await next.execute("BEGIN");
  await next.execute("SET SESSION innodb_lock_wait_timeout = 60");
  expect(await next.execute(`UPDATE ${table} SET n = 2 WHERE id = 1`)).not.toHaveProperty("error");
  await Promise.all([holder.execute("ROLLBACK"), next.execute("ROLLBACK"), gateway.stop()]);
});

test("CloseSession rolls back what is open", async () => {
  const table = await createTable("closed");
  const client = wireClient(database.url);
  const { session } = await client.execute("BEGIN");
  await client.execute(`UPDATE ${table} SET n = 1`);
  expect((await post(database.url, "CloseSession", { session })).status).toBe(200);
  expect(await execute(database.url, `UPDATE ${table} SET n = n + 2`)).not.toHaveProperty("error");
  expect(value(await execute(database.url, `SELECT SUM(n) FROM ${table}`))).toBe("4");
});

test.each([
  ["a rolled-back transaction", ["BEGIN", "ROLLBACK"]],
  ["an abandoned transaction", ["BEGIN", "SELECT SLEEP(60)"]],
  ["a chained commit", ["BEGIN", "COMMIT AND CHAIN"]],
  ["a hidden BEGIN", ["/*! BEGIN */"]],
  ["a changed setting", ["SET SESSION sql_mode = ''"]],
  ["a setting changed in a transaction", ["BEGIN", "SET SESSION sql_mode = ''", "COMMIT"]],
  ["switched-off autocommit", ["SET autocommit = 0"]],
])("nobody inherits %s from the pool", async (_, statements) => {
  const gateway = await startOwnGateway({ poolSize: 1, transactionLimitMs: 100 });
  const client = wireClient(gateway.url);
  for (const sql of statements) await client.execute(sql);
  const state = "SELECT CONCAT(@@in_transaction, @@autocommit + 0, @@sql_mode LIKE '%STRICT_TRANS_TABLES%')";
  expect(value(await execute(gateway.url, state))).toBe("011");
  await gateway.stop();
});

test("64 clients at once lose no update", async () => {
  const table = await createTable("counter");
  const gateway = await startOwnGateway(patience);
  const increment = async () => {
    const client = wireClient(gateway.url);
    // A slow machine may keep it waiting for longer than the server lets it.
    const insist = async (sql: string): Promise<ExecuteResponse> => {
      const answer = await client.execute(sql);
      return answer.error?.message.includes("(errno 1205)") ? insist(sql) : answer;
    };
    await client.execute("BEGIN");
    expect(await insist(`UPDATE ${table} SET n = n + 1 WHERE id = 1`)).not.toHaveProperty("error");
    expect(await client.execute("COMMIT")).not.toHaveProperty("error");
    expect(await insist(`UPDATE ${table} SET n = n + 1 WHERE id = 2`)).not.toHaveProperty("error");
  };
  await Promise.all(Array.from({ length: 64 }, increment));
  expect(value(await execute(database.url, `SELECT SUM(n) FROM ${table}`))).toBe("128");
  await gateway.stop();
});
