import type { Env, Hono } from "hono";
import { handle, type LambdaContext, type LambdaEvent } from "hono/aws-lambda";

/** What an HTTP API sends (payload format 2.0). */
type HttpEvent = Extract<LambdaEvent, { rawPath: string; version: string }>;

/** Methods that no Request may have (https://fetch.spec.whatwg.org/#forbidden-method), and those that have no body. */
const forbidden = /^(?:CONNECT|TRACE|TRACK)$/i;
const bodiless = /^(?:GET|HEAD)$/i;

/** Stands for a method that the app cannot be asked with; no route has it. */
const UNKNOWN_METHOD = "UNKNOWN";

/** An app as a Lambda function behind an HTTP API; it answers whatever the API passes on, also what no Request can say. */
export function lambda<E extends Env>(app: Hono<E>) {
  const handler = handle(app);
  return (event: HttpEvent, context: LambdaContext) => handler(expressible(event), context);
}

/** The event as one that a Request can be made of: Hono's adapter answers others itself, in plain text. */
function expressible(event: HttpEvent): HttpEvent {
  const { rawPath, requestContext } = event;
  const { method } = requestContext.http;
  const http = { ...requestContext.http, method: isSayable(method) ? method : UNKNOWN_METHOD };
  return {
    ...event,
    rawPath: rawPath.startsWith("/") ? rawPath : `/${rawPath}`,
    requestContext: { ...requestContext, http },
    ...(bodiless.test(method) ? { body: null } : {}),
  };
}

/** A Request would take `post` for POST, which HTTP does not (RFC 9110, section 9.1). */
const isSayable = (method: string) => !forbidden.test(method) && method === method.toUpperCase();
