import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { apiTimeoutSeconds } from "@donut-states/core/topology";
import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { createContext } from "../lambda/context.ts";
import { withTimeout } from "../lambda/timeout.ts";
import type { Handler } from "../lambda/functions.ts";
import { toEvent } from "./event.ts";
import { matcher, specificity } from "./route.ts";

/** The largest body a Lambda function can be given, in bytes (Lambda quotas: 6 MB). */
const MAX_BODY_BYTES = 6 * 1024 * 1024;

const TIMEOUT_MS = apiTimeoutSeconds * 1000;

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
  const server = createServer((request, response) => {
    const path = (request.url ?? "/").split("?", 1)[0] ?? "/";
    const route = routes.find(({ matches }) => matches(request.method ?? "", path));
    void respond(request, response, path, route)
      .then(options.onRequest)
      .catch((error: unknown) => {
        console.error(`cannot answer ${request.method} ${path}: ${String(error)}`);
        response.destroy();
      });
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

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  route: Route | undefined,
): Promise<RequestReport> {
  const started = performance.now();
  const { result, error } = await answer(request, response, route);
  return {
    functionName: route?.functionName ?? "-",
    method: request.method ?? "",
    path,
    status: result.statusCode ?? 200,
    durationMs: performance.now() - started,
    requestId: String(result.headers?.["x-request-id"] ?? ""),
    error,
  };
}

interface Invoked {
  result: APIGatewayProxyStructuredResultV2;
  error?: unknown;
}

/** A function that throws, or returns what is no answer, is 500. */
async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  route: Route | undefined,
): Promise<Invoked> {
  try {
    const invoked = await invoke(request, route);
    write(response, invoked.result);
    return invoked;
  } catch (error) {
    const result = { statusCode: 500, body: JSON.stringify({ message: "Internal Server Error" }) };
    if (!response.headersSent) {
      for (const name of response.getHeaderNames()) response.removeHeader(name);
      write(response, result);
    }
    return { result, error };
  }
}

async function invoke(request: IncomingMessage, route: Route | undefined): Promise<Invoked> {
  const body = await read(request);
  if (body === undefined)
    return { result: { statusCode: 413, body: JSON.stringify({ message: "Request Too Long" }) } };
  if (route === undefined)
    return { result: { statusCode: 404, body: JSON.stringify({ message: "Not Found" }) } };
  const handler = await route.handler();
  const context = createContext(route.functionName, "local", TIMEOUT_MS);
  // The functions behind the API are Hono apps, which answer in this form.
  const event = toEvent(request, route.routeKey, body);
  return { result: (await withTimeout(() => handler(event, context), TIMEOUT_MS)) as Invoked["result"] };
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
