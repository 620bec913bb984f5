import type { IncomingMessage, ServerResponse } from "node:http";
import { apiTimeoutSeconds } from "@donut-states/core/topology";
import type { APIGatewayProxyStructuredResultV2 as Result } from "aws-lambda";
import type { LimitFunction } from "p-limit";
import { createContext } from "../lambda/context.ts";
import type { Handler } from "../lambda/functions.ts";
import { FunctionTimeout, withTimeout } from "../lambda/timeout.ts";
import { targetOf, toEvent } from "./event.ts";
import { problem } from "./problem.ts";

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
 * Answers one request with what its function returns, and reports it; a function that throws, or returns what is no
 * answer, is 500, and one that takes too long 503, each a problem. Undefined where the client left before it had said what it wanted.
 */
export async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  route: Route | undefined,
  inTurn: LimitFunction,
): Promise<RequestReport | undefined> {
  const body = await read(request).catch(() => null);
  if (body === null) return undefined;
  const started = performance.now();
  const { result, error } = await answer(request, body, route, inTurn)
    .then((answered) => {
      write(response, answered);
      return { result: answered, error: undefined };
    })
    .catch((failure: unknown) => {
      const refused = failure instanceof FunctionTimeout ? tooSlow() : failed();
      for (const name of response.getHeaderNames()) response.removeHeader(name);
      write(response, refused);
      return { result: refused, error: failure };
    });
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

const tooLarge = () =>
  problem(413, "payload_too_large", "The body is larger than any function could be given");
const failed = () => problem(500, "internal_error", "The request could not be handled");
const tooSlow = () =>
  problem(503, "unavailable", "It is not known in time whether this was carried out", { "retry-after": "1" });

async function answer(
  request: IncomingMessage,
  body: Buffer | undefined,
  route: Route | undefined,
  inTurn: LimitFunction,
): Promise<Result> {
  if (body === undefined) return tooLarge();
  if (route === undefined) return problem(404, "not_found", "There is nothing here");
  return inTurn(async () => {
    const handler = await route.handler();
    const context = createContext(route.functionName, "local", TIMEOUT_MS);
    const event = toEvent(request, route.routeKey, body);
    // The functions behind the API are Hono apps, which answer in this form.
    return (await withTimeout(() => handler(event, context), TIMEOUT_MS)) as Result;
  });
}

/** The whole body; undefined for one that is too large, of which the rest is read and forgotten. */
function read(request: IncomingMessage): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= MAX_BODY_BYTES) chunks.push(chunk);
    });
    request.once("end", () => resolve(bytes > MAX_BODY_BYTES ? undefined : Buffer.concat(chunks)));
    request.once("error", reject);
  });
}

function write(
  response: ServerResponse,
  { statusCode, headers, cookies, body, isBase64Encoded }: Result,
): void {
  response.statusCode = statusCode ?? 200;
  for (const [name, value] of Object.entries(headers ?? {})) response.setHeader(name, String(value));
  if (cookies?.length) response.setHeader("set-cookie", cookies);
  // As text, head and body leave in one piece.
  response.end(isBase64Encoded ? Buffer.from(body ?? "", "base64") : body);
}
