import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { Client } from "@planetscale/database";
import { afterAll, beforeAll, expect, test } from "vitest";
import { keepAliveFetch } from "./fetch.ts";
import { freePort } from "@donut-states/gateway/server/port";
import { createDatabase, type TestDatabase } from "@donut-states/gateway/testing";

const host = "127.0.0.1";
const request = { method: "POST", headers: { "content-type": "text/plain" }, body: "도넛" };
const patient = keepAliveFetch(30_000);
let database: TestDatabase;

beforeAll(async () => {
  database = await createDatabase();
});
afterAll(() => database.stop());

/** Serves one handler on a port of its own; resolves with the server and its URL. */
async function serve(handler: Parameters<typeof createServer>[1]): Promise<{ server: Server; url: string }> {
  const server = createServer(handler ?? (() => {}));
  server.listen(0, host);
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no TCP port");
  return { server, url: `http://${host}:${address.port}/` };
}

test("the driver works with it, errors included", async () => {
  const client = new Client({ url: database.url, fetch: patient });
  expect((await client.execute("SELECT '도넛' AS name")).rows).toEqual([{ name: "도넛" }]);
  await expect(client.execute("SELEC 1")).rejects.toThrow("(errno 1064)");

  const wrong = database.url.replace(/:[^:@]*@/, ":wrong@");
  await expect(new Client({ url: wrong, fetch: patient }).execute("SELECT 1")).rejects.toMatchObject({
    status: 401,
  });
});

test("requests one after another share a connection", async () => {
  const ports = new Set<number | undefined>();
  const { server, url } = await serve((message, response) => {
    ports.add(message.socket.remotePort);
    message.pipe(response);
  });
  for (let turn = 0; turn < 3; turn++) {
    const answer = await patient(url, request);
    expect(answer).toMatchObject({ ok: true, status: 200 });
    expect(await answer.text()).toBe("도넛");
  }
  expect(ports.size).toBe(1);
  server.closeAllConnections();
  server.close();
});

test("it rejects where nobody listens", async () => {
  await expect(patient(`http://${host}:${await freePort(host)}/`, request)).rejects.toMatchObject({
    code: "ECONNREFUSED",
  });
});

test.each([
  ["is never begun", false],
  ["is never finished", true],
])("it rejects when an answer %s", async (_, begun) => {
  const { server, url } = await serve((_message, response) => begun && response.write("half"));
  await expect(keepAliveFetch(100)(url, request)).rejects.toThrow(/within 0.1 s|aborted/);
  server.closeAllConnections();
  server.close();
});

test("it rejects when an answer breaks off", async () => {
  const { server, url } = await serve((_message, response) => {
    response.write("half", () => response.destroy());
  });
  await expect(patient(url, request)).rejects.toThrow("aborted");
  server.close();
});

/** A server that breaks the connection under the second request, having seen it. */
async function breaking() {
  let requests = 0;
  const { server, url } = await serve((message, response) => {
    requests += 1;
    if (requests === 2) message.socket.resetAndDestroy();
    else response.end("ok");
  });
  const stop = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url, stop, requests: () => requests };
}

test("a read whose kept connection broke is sent again", async () => {
  const { url, stop, requests } = await breaking();
  const read = { ...request, body: '{"query":"select 1"}' };
  for (let turn = 0; turn < 2; turn++) expect(await (await patient(url, read)).text()).toBe("ok");
  expect(requests()).toBe(3);
  stop();
});

test("a statement that changes something is never sent twice: the server may have run it", async () => {
  const { url, stop, requests } = await breaking();
  const write = { ...request, body: '{"query":"update product set stock = stock - 1"}' };
  await patient(url, write);
  await expect(patient(url, write)).rejects.toMatchObject({ code: "ECONNRESET" });
  expect(requests()).toBe(2);
  stop();
});
