import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { apiTimeoutSeconds } from "@donut-states/core/topology";
import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import pLimit, { type LimitFunction } from "p-limit";
import { createContext } from "../lambda/context.ts";
import { FunctionTimeout, withTimeout } from "../lambda/timeout.ts";
import type { Handler } from "../lambda/functions.ts";
import { targetOf, toEvent } from "./event.ts";
import { matcher, specificity } from "./route.ts";

/** The largest body a Lambda function can be given, in bytes (Lambda quotas: 6 MB). */
const MAX_BODY_BYTES = 6 * 1024 * 1024;

const TIMEOUT_MS = apiTimeoutSeconds * 1000;

/** Invocations at one time, as a Lambda account has a limit; whoever comes later waits for a turn and not for a function. */
const CONCURRENCY = 48;

/** Milliseconds a client may take to say what it wants, as the server's own options. */
const SLOW_CLIENTS = { headersTimeout: 10_000, requestTimeout: 20_000, connectionsCheckingInterval: 5_000 };

export interface Route {
  routeKey: string;
  functionName: string;
  handler: () => Promise<Handler>;
}

/** What became of one request. */
export interface RequestReport {
  functionName: string;
  method: string;
  path: string;
  status: number;
  durationMs: number;
  requestId?: string | undefined;
  error?: unknown;
}

/**
 * An HTTP API on 127.0.0.1: finds the route, invokes its function with the event API Gateway would send, and answers
 * with its result; a function that throws is 500. Rejects where the port is taken.
 */
export async function startApiGateway(options: {
  port: number;
  routes: readonly Route[];
  onRequest: (report: RequestReport) => void;
}): Promise<{ stop: () => Promise<void> }> {
  const routes = options.routes
    .map((route) => ({ ...route, matches: matcher(route.routeKey), rank: specificity(route.routeKey) }))
    .toSorted((a, b) => b.rank - a.rank);
  const inTurn = pLimit(CONCURRENCY);
  const server = createServer(SLOW_CLIENTS, (request, response) => {
    const { path } = targetOf(request);
    const route = routes.find(({ matches }) => matches(request.method ?? "", path));
    void respond(request, response, route, inTurn).then((report) => report && options.onRequest(report));
  });
  server.listen(options.port, "127.0.0.1");
  await once(server, "listening");
  return { stop: () => stop(server) };
}

async function stop(server: ReturnType<typeof createServer>): Promise<void> {
  server.close();
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), 1_000);
  await once(server, "close");
  clearTimeout(timer);
}

/** Answers one request; undefined where the client left before it had said what it wanted. */
async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  route: Route | undefined,
  inTurn: LimitFunction,
): Promise<RequestReport | undefined> {
  const body = await read(request).catch(() => null);
  if (body === null) return undefined;
  const started = performance.now();
  const { result, error } = await answer(request, body, route, inTurn).catch((failure: unknown) => ({
    result: failure instanceof FunctionTimeout ? UNAVAILABLE : refusal(500, "Internal Server Error"),
    error: failure,
  }));
  write(response, result);
  return {
    functionName: route?.functionName ?? "-",
    method: request.method ?? "",
    path: targetOf(request).path,
    status: result.statusCode ?? 200,
    durationMs: performance.now() - started,
    requestId: String(result.headers?.["x-request-id"] ?? ""),
    error,
  };
}

type Result = APIGatewayProxyStructuredResultV2;

/** What API Gateway answers by itself. */
const refusal = (statusCode: number, message: string): Result => ({
  statusCode,
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ message }),
});
const UNAVAILABLE: Result = { ...refusal(503, "Service Unavailable"), headers: { "retry-after": "1" } };

async function answer(
  request: IncomingMessage,
  body: Buffer | undefined,
  route: Route | undefined,
  inTurn: LimitFunction,
): Promise<{ result: Result; error?: unknown }> {
  if (body === undefined) return { result: refusal(413, "Request Too Long") };
  if (route === undefined) return { result: refusal(404, "Not Found") };
  return inTurn(async () => {
    const handler = await route.handler();
    const context = createContext(route.functionName, "local", TIMEOUT_MS);
    const event = toEvent(request, route.routeKey, body);
    // The functions behind the API are Hono apps, which answer in this form.
    return { result: (await withTimeout(() => handler(event, context), TIMEOUT_MS)) as Result };
  });
}

/** The whole body; undefined for one that is too large, of which the rest is read and forgotten. */
async function read(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= MAX_BODY_BYTES) chunks.push(chunk);
  }
  return bytes > MAX_BODY_BYTES ? undefined : Buffer.concat(chunks);
}

function write(response: ServerResponse, result: APIGatewayProxyStructuredResultV2): void {
  response.statusCode = result.statusCode ?? 200;
  for (const [name, value] of Object.entries(result.headers ?? {})) response.setHeader(name, String(value));
  if (result.cookies?.length) response.setHeader("set-cookie", result.cookies);
  response.end(
    result.body === undefined
      ? undefined
      : Buffer.from(result.body, result.isBase64Encoded ? "base64" : "utf8"),
  );
}
