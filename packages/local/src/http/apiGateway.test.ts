import { connect } from "node:net";
import { text as readAll } from "node:stream/consumers";
import { afterEach, expect, test } from "vitest";
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { freePort } from "@donut-states/gateway/server/port";
import { Problem } from "@donut-states/functions/api/problem";
import * as v from "valibot";
import { startApiGateway } from "./apiGateway.ts";
import type { RequestReport, Route } from "./respond.ts";

let stop = () => Promise.resolve();
afterEach(() => stop());

/** A function that tells what it was invoked with. */
const echo = async (event: unknown) => {
  const { routeKey, rawPath, rawQueryString, body, isBase64Encoded, requestContext } =
    event as APIGatewayProxyEventV2;
  const text = Buffer.from(body ?? "", isBase64Encoded ? "base64" : "utf8").toString();
  const { method, sourceIp } = requestContext.http;
  const told = { routeKey, method, rawPath, rawQueryString, text, sourceIp };
  return { statusCode: 200, headers: { "x-request-id": "r1" }, body: JSON.stringify(told) };
};

async function serve(routes: Record<string, (event: unknown) => Promise<unknown>>) {
  const port = await freePort("127.0.0.1");
  const reports: RequestReport[] = [];
  const gateway = await startApiGateway({
    port,
    routes: Object.entries(routes).map(([routeKey, handler]): Route => ({
      routeKey,
      functionName: routeKey,
      handler: () => Promise.resolve(handler),
    })),
    onRequest: (report) => reports.push(report),
  });
  stop = gateway.stop;
  return { url: `http://127.0.0.1:${port}`, reports };
}

async function problemOf(answer: Response): Promise<unknown> {
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  const told = v.parse(Problem, await answer.json());
  expect([told.status, told.requestId]).toEqual([answer.status, answer.headers.get("x-request-id")]);
  return told;
}

test("the most specific route gets the request, as on API Gateway", async () => {
  const { url } = await serve({
    $default: echo,
    "ANY /ops/{proxy+}": echo,
    "POST /restocks/{id}/receipt": echo,
  });
  const route = async (method: string, path: string) => {
    const response = await fetch(`${url}${path}`, { method });
    return /"routeKey":"([^"]+)"/.exec(await response.text())?.[1];
  };
  expect(await route("GET", "/products")).toBe("$default");
  expect(await route("GET", "/ops/queues/factory")).toBe("ANY /ops/{proxy+}");
  expect(await route("POST", "/restocks/1/receipt?t=x")).toBe("POST /restocks/{id}/receipt");
  expect(await route("GET", "/restocks/1/receipt")).toBe("$default");
  expect(await route("POST", "/restocks/1/2/receipt")).toBe("$default");
});

test("a function gets the request in payload format 2.0, byte for byte", async () => {
  const { url, reports } = await serve({ $default: echo });
  const response = await fetch(`${url}/a%20b?c=%EB%8F%84&c=2`, { method: "PUT", body: '{"이름":"도넛 🍩"}' });
  expect(await response.json()).toEqual({
    routeKey: "$default",
    method: "PUT",
    rawPath: "/a%20b",
    rawQueryString: "c=%EB%8F%84&c=2",
    text: '{"이름":"도넛 🍩"}',
    sourceIp: "127.0.0.1",
  });
  await expect.poll(() => reports).toMatchObject([{ status: 200, requestId: "r1", path: "/a%20b" }]);
});

test("a function that throws is 500 without its reason, and the next request is served", async () => {
  let calls = 0;
  const { url, reports } = await serve({
    $default: async (event) => {
      if (calls++ === 0) throw new Error("secret reason");
      return echo(event);
    },
  });
  const failed = await fetch(url);
  expect(await problemOf(failed)).toMatchObject({ status: 500, code: "internal_error" });
  expect((await fetch(url)).status).toBe(200);
  expect(String(reports[0]?.error)).toContain("secret reason");
});

test.each([
  ["nothing", undefined],
  ["a header that HTTP has not", { statusCode: 200, headers: { "x-bad": "a\nb" }, body: "secret" }],
  ["a body that is no text", { statusCode: 200, body: { secret: true } }],
  ["a status that HTTP has not", { statusCode: 20, body: "secret" }],
])("a function that returns %s is 500, and the next request is served", async (_name, returned) => {
  const { url, reports } = await serve({ $default: async () => returned });
  const answers = [await fetch(url), await fetch(url)];
  for (const answer of answers)
    expect(await problemOf(answer)).toMatchObject({ status: 500, code: "internal_error" });
  await expect.poll(() => reports).toMatchObject([{ status: 500 }, { status: 500 }]);
});

test("a body that no function could be given is 413, and a client that leaves ends nothing", async () => {
  const { url } = await serve({ $default: echo });
  const refused = await fetch(url, { method: "POST", body: "x".repeat(7 * 1024 * 1024) });
  expect(await problemOf(refused)).toMatchObject({ status: 413, code: "payload_too_large" });
  const leaving = AbortSignal.timeout(20);
  const endless = new ReadableStream({
    start: (controller) => controller.enqueue(new TextEncoder().encode("x")),
  });
  const request = { method: "POST", body: endless, duplex: "half", signal: leaving } as const;
  await expect(fetch(url, request)).rejects.toThrow("timeout");
  expect((await fetch(url)).status).toBe(200);
});

test("the query, which can hold a callback's token, is no part of a report", async () => {
  const { url, reports } = await serve({ $default: echo });
  await fetch(`${url}/restocks/1/receipt?t=secret`);
  await expect.poll(() => reports).toHaveLength(1);
  expect(JSON.stringify(reports)).not.toContain("secret");
});

test.each(["a b", "x:99999999", "[::1", ""])("a Host header of %j is no server error", async (host) => {
  const { url } = await serve({ $default: async () => ({ statusCode: 204 }) });
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  socket.end(`GET /products HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
  const answer = await readAll(socket);
  expect(answer).toMatch(/^HTTP\/1.1 (204|400) /);
});

test("a path that begins with two slashes is a path", async () => {
  const { url } = await serve({ $default: echo });
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  socket.end("GET //evil/products HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  expect(await readAll(socket)).toContain('"rawPath":"//evil/products"');
});
