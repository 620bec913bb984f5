import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { text as readAll } from "node:stream/consumers";
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { operations } from "@donut-states/functions/api/ops/operations";
import { shop } from "@donut-states/functions/api/shop";
import { freePort } from "@donut-states/gateway/server/port";
import { expect, onTestFinished, test } from "vitest";
import { startApiGateway } from "./apiGateway.ts";

type Clients = NonNullable<Parameters<typeof startApiGateway>[0]["clients"]>;

/** A server whose one function tells what it was invoked with, and a way to send it bytes. */
async function serve(clients: Clients = {}) {
  const port = await freePort("127.0.0.1");
  const events: APIGatewayProxyEventV2[] = [];
  const answer = (event: APIGatewayProxyEventV2) => (
    events.push(event),
    Promise.resolve({ statusCode: 204 })
  );
  const gateway = await startApiGateway({
    port,
    routes: [
      // Cast: the gateway sends nothing but events of this form.
      { routeKey: "$default", functionName: "f", handler: async () => answer as () => Promise<unknown> },
    ],
    onRequest: () => {},
    clients,
  });
  const sockets: Socket[] = [];
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await gateway.stop();
  });
  const open = async (bytes: string) => {
    const socket = connect(port, "127.0.0.1").on("error", () => {});
    sockets.push(socket);
    await once(socket, "connect");
    socket.write(bytes);
    return socket;
  };
  return { events, open, send: async (bytes: string) => readAll(await open(bytes)) };
}

const request = (line: string, ...headers: string[]) =>
  [`${line} HTTP/1.1`, "host: x", "connection: close", ...headers, "", ""].join("\r\n");

function problem(answer: string) {
  const [head = "", body = ""] = answer.split("\r\n\r\n");
  expect(head.toLowerCase()).toContain("content-type: application/problem+json");
  return { head, ...JSON.parse(body) };
}

test.each(["CONNECT x:80", "FROBNICATE /", "get /", "M^GET /"])("%s is 405 and a problem", async (line) => {
  const { send, events } = await serve();
  const { head, status, code } = problem(await send(request(line)));
  expect([status, code]).toEqual([405, "method_not_allowed"]);
  const allowed = /^allow: (.*)$/m.exec(head)?.[1]?.toUpperCase().split(", ");
  const methods = [...shop.routes, ...operations.routes].map(({ method }) => method);
  expect(allowed).toEqual(expect.arrayContaining(methods.filter((method) => method !== "ALL")));
  expect(events).toEqual([]);
});

test.each([
  ["a path of 20,000 characters", request(`GET /${"x".repeat(20_000)}`)],
  ["a header of 20,000 characters", request("GET /", `x-long: ${"x".repeat(20_000)}`)],
  ["2,000 headers", request("GET /", ...Array.from({ length: 2_000 }, (_, at) => `x-${at}: 1`))],
])("%s is 431 and a problem", async (_, bytes) => {
  const { send, events } = await serve();
  expect(problem(await send(bytes)).status).toBe(431);
  expect(events).toEqual([]);
});

test("an expectation that nobody can meet is 417 and a problem", async () => {
  const { send, events } = await serve();
  expect(problem(await send(request("POST /", "expect: more", "content-length: 0"))).status).toBe(417);
  expect(events).toEqual([]);
});

test.each([
  ["no host", "GET / HTTP/1.1\r\nconnection: close\r\n\r\n"],
  ["two hosts", request("GET /", "host: y")],
  ["no HTTP", "hello\r\n\r\n"],
  ["two lengths", request("POST /", "content-length: 1", "content-length: 2")],
  ["a length and chunks", request("POST /", "content-length: 1", "transfer-encoding: chunked")],
  ["a length below 0", request("POST /", "content-length: -1")],
  ["a header with a line break of its own", request("GET /", "x-request-id: a\rx-evil: 1")],
  ["a header with a NUL", request("GET /", "x-request-id: a\0")],
  ["a header folded into two lines", request("GET /", "x-a: 1", " x-evil: 2", ": 3")],
  ["a path with a control character", request("GET /\u001b[2J")],
])("%s is 4xx and a problem, and no function hears of it", async (_, bytes) => {
  const { send, events } = await serve();
  const { status } = problem(await send(bytes));
  expect([400, 405]).toContain(status);
  expect(events).toEqual([]);
});

/** Enough for a busy machine to accept a connection, little enough for a test to wait for. */
const impatient = { headersTimeout: 500, requestTimeout: 500, connectionsCheckingInterval: 100 };

test.each([
  ["headers that never end", "GET / HTTP/1.1\r\nhost: x\r\n", "x-a: 1\r\n"],
  ["a body that never ends", request("POST /", "content-length: 1000000"), "x"],
  ["chunks that never end", request("POST /", "transfer-encoding: chunked"), "1\r\nx\r\n"],
])("%s are answered 408 and hung up on, and others are served meanwhile", async (_, bytes, drop) => {
  const { open, send, events } = await serve(impatient);
  const slow = await open(bytes);
  const drip = setInterval(() => slow.writable && slow.write(drop), 50);
  onTestFinished(() => clearInterval(drip));
  expect(await send(request("GET /"))).toMatch(/^HTTP\/1.1 204/);
  expect(problem(await readAll(slow))).toMatchObject({ status: 408 });
  expect(events).toHaveLength(1);
});

const chunk = (size: number) => `${size.toString(16)}\r\n${"x".repeat(size)}\r\n`;

test("a body in chunks is given whole, and one that is too large for any function never", async () => {
  const { send, events } = await serve();
  const chunked = request("POST /", "transfer-encoding: chunked");
  expect(await send(`${chunked}${chunk(9_000)}${chunk(9_000)}0\r\n\r\n`)).toMatch(/^HTTP\/1.1 204/);
  expect(Buffer.from(events[0]?.body ?? "", "base64")).toHaveLength(18_000);
  expect(await send(`${chunked}${chunk(7_000_000)}0\r\n\r\n`)).toMatch(/^HTTP\/1.1 413/);
  expect(events).toHaveLength(1);
});

test("connections above the limit are closed at once, and there is room again when one has left", async () => {
  const { open, send } = await serve({ maxConnections: 2 });
  const [first] = [await open(""), await open("")];
  expect(await send(request("GET /")).catch(() => "")).toBe("");
  first.destroy();
  await expect
    .poll(() => send(request("GET /")).catch(() => ""), { timeout: 120_000 })
    .toMatch(/^HTTP\/1.1 204/);
});

test("a client is known by its connection, and by no header that it sends", async () => {
  const { send, events } = await serve();
  const forged = ["x-forwarded-for", "x-real-ip", "forwarded", "cf-connecting-ip", "true-client-ip"];
  await send(request("GET /", ...forged.map((name) => `${name}: 203.0.113.9`)));
  expect(events[0]?.requestContext.http.sourceIp).toBe("127.0.0.1");
});
