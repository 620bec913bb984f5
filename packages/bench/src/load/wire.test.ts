import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, test, vi } from "vitest";
import { HttpClient } from "./wire.ts";

type Answering = (...given: Parameters<RequestListener>) => Promise<void>;

async function serve(answer: Answering) {
  const server = createServer((...given) => void answer(...given)).listen(0, "127.0.0.1");
  await once(server, "listening");
  const client = new HttpClient(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  let connections = 0;
  server.on("connection", () => connections++);
  onTestFinished(() => {
    client.close();
    server.close();
    server.closeAllConnections();
  });
  return { client, server, connections: () => connections };
}

const echo: Answering = async (request, response) => {
  let body = "";
  for await (const chunk of request) body += String(chunk);
  response.statusCode = 201;
  response.end(JSON.stringify({ key: request.headers["idempotency-key"], body: JSON.parse(body) }));
};

test("sends JSON and headers, and reads status and body, on one connection", async () => {
  const { client, connections } = await serve(echo);
  for (const name of ["도넛", "b"]) {
    const { status, body } = await client.post("/", { name }, { "idempotency-key": "k" });
    expect([status, JSON.parse(body)]).toEqual([201, { key: "k", body: { name } }]);
  }
  expect(connections()).toBe(1);
});

test("an answer that comes in pieces is put together", async () => {
  const { client } = await serve(async (_, response) => {
    response.setHeader("content-length", 6);
    response.write("도");
    await sleep(20);
    response.end("넛");
  });
  expect(await client.post("/", {})).toEqual({ status: 200, body: "도넛" });
});

test("a connection that the server may be about to close is not used again", async () => {
  const { client, connections } = await serve(echo);
  await client.post("/", {});
  const used = performance.now();
  // The clock begins at 0 again.
  vi.useFakeTimers({ toFake: ["performance"] });
  onTestFinished(() => void vi.useRealTimers());
  vi.advanceTimersByTime(used + 5_000);
  expect((await client.post("/", {})).status).toBe(201);
  expect(connections()).toBe(2);
});

test("a connection that breaks before the answer is a failure", async () => {
  const { client } = await serve(async (request) => void request.socket.destroy());
  await expect(client.post("/", {})).rejects.toThrow("closed before the answer");
});
