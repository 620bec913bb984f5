import { createPool, type Pool, type RowDataPacket } from "mysql2/promise";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { DATABASE, type FaultyDatabase, startDatabase } from "./database.ts";
import { type SqlProxy, startSqlProxy } from "./sqlProxy.ts";

let database: FaultyDatabase;
let proxy: SqlProxy;
let client: Pool;
beforeAll(async () => {
  database = await startDatabase();
  proxy = await startSqlProxy(database.socketPath);
  client = createPool({ host: "127.0.0.1", port: proxy.port, user: "root", database: DATABASE });
  await database.pool.query("CREATE TABLE seen (n INT PRIMARY KEY)");
});
beforeEach(async () => {
  await database.pool.query("DELETE FROM seen");
});
afterAll(async () => {
  await client.end();
  await proxy.stop();
  await database.stop();
});

const insert = (n: number) => client.query("INSERT INTO seen VALUES (?)", [n]);
/** What is stored, past the proxy. */
const stored = async () =>
  (await database.pool.query<RowDataPacket[]>("SELECT n FROM seen ORDER BY n"))[0].map((row) => row["n"]);

test("before a request the statement has not run, and waits", async () => {
  let before: unknown[] = ["not asked"];
  const watch = proxy.on(
    /^INSERT INTO seen VALUES \(1\)/,
    "request",
    async () => void (before = await stored()),
  );
  await insert(1);
  expect([before, await stored(), watch.hits]).toEqual([[], [1], 1]);
});

test("at the reply it has run, and the client does not know", async () => {
  let answered = false;
  const seen: unknown[] = [];
  proxy.on(/^INSERT/, "reply", async () => void seen.push(await stored(), answered));
  await insert(2).then(() => (answered = true));
  expect(seen).toEqual([[2], false]);
});

test("what is dropped is lost: a request unheard, a reply after the fact", async () => {
  proxy.on(/^INSERT INTO seen VALUES \(3\)/, "request", () => "drop");
  proxy.on(/^INSERT INTO seen VALUES \(4\)/, "reply", () => "drop");
  await expect(insert(3)).rejects.toMatchObject({ code: "PROTOCOL_CONNECTION_LOST" });
  await expect(insert(4)).rejects.toMatchObject({ code: "PROTOCOL_CONNECTION_LOST" });
  expect(await stored()).toEqual([4]);
  await insert(5);
  expect(await stored()).toEqual([4, 5]);
});

test("a commit is seen with its transaction", async () => {
  const seen: unknown[] = [];
  proxy.on(/^BEGIN\n.*VALUES \(6\)\nCOMMIT$/is, "request", async () => void seen.push(await stored()));
  proxy.on(/^BEGIN\n.*VALUES \(6\)\nCOMMIT$/is, "reply", async () => void seen.push(await stored()));
  for (const [n, end] of [
    [6, "COMMIT"],
    [7, "ROLLBACK"],
  ] as const) {
    const connection = await client.getConnection();
    for (const sql of ["BEGIN", `INSERT INTO seen VALUES (${n})`, end]) await connection.query(sql);
    connection.release();
  }
  expect(seen).toEqual([[], [6]]);
});

test("an act happens as often as it is told to, and no more once it is off", async () => {
  const twice = proxy.on(/^INSERT/, "request", () => {}, { times: 2 });
  const off = proxy.on(/^INSERT/, "request", () => {}, { times: 9 });
  await insert(8);
  off.off();
  for (const n of [9, 10, 11]) await insert(n);
  expect([twice.hits, off.hits]).toEqual([2, 1]);
});

test("an act that fails is told, and loses the statement", async () => {
  const watch = proxy.on(/^INSERT/, "request", () => Promise.reject(new Error("no such store")));
  await expect(insert(12)).rejects.toThrow("closed");
  await expect(watch.hit).rejects.toThrow("no such store");
  expect(await stored()).toEqual([]);
});

test("an act that was never due is an error, once", async () => {
  proxy.on(/^INSERT/, "request", () => {}, { name: "hit" });
  proxy.on(/renamed/, "request", () => {}, { name: "the renamed one" });
  await insert(13);
  expect(() => proxy.disarm()).toThrow(/^Never hit: the renamed one$/);
  proxy.disarm();
});

test("connections are cut, refused and admitted again", async () => {
  const connection = await client.getConnection();
  proxy.cut();
  await expect(connection.query("SELECT 1")).rejects.toThrow(/closed/);
  connection.destroy();
  await insert(14);
  proxy.refuse();
  await expect(insert(15)).rejects.toMatchObject({ code: "PROTOCOL_CONNECTION_LOST" });
  proxy.admit();
  await insert(16);
  expect(await stored()).toEqual([14, 16]);
});

test("a killed database keeps what was committed, is reached again through the same port, and by the pool past it", async () => {
  await insert(17);
  await database.kill();
  await expect(insert(18)).rejects.toMatchObject({ code: "PROTOCOL_CONNECTION_LOST" });
  await database.start();
  await expect.poll(stored).toEqual([17]);
  await insert(19);
  expect(await stored()).toEqual([17, 19]);
});

test("a paused database answers nothing, and everything afterwards", async () => {
  await insert(20);
  await database.pause();
  const patience = new Promise((resolve) => void setTimeout(resolve, 300, "still waiting"));
  const inserted = insert(21);
  expect(await Promise.race([inserted, patience])).toBe("still waiting");
  database.resume();
  await inserted;
  expect(await stored()).toEqual([20, 21]);
});
