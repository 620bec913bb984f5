import type { Context, MiddlewareHandler } from "hono";
import * as v from "valibot";
import { complaint, parameter, pointer } from "../complaint.ts";
import type { Env, FieldError } from "./problem.ts";

/** The largest body a route takes, in bytes. */
const MAX_BODY_BYTES = 16 * 1024;

/** A request that never reached the domain, and which part of it was wrong. */
export class InvalidRequest extends Error {
  readonly code: "invalid_request" | "payload_too_large" | "unsupported_media_type";
  readonly errors: FieldError[] | undefined;

  constructor(code: InvalidRequest["code"], message: string, errors?: FieldError[]) {
    super(message);
    this.code = code;
    this.errors = errors;
  }
}

/** `name` tells where an issue is: a pointer into the body, or the name of a parameter or header. */
function check<S extends v.GenericSchema>(
  schema: S,
  value: unknown,
  name: (issue: v.BaseIssue<unknown>) => string = pointer,
): v.InferOutput<S> {
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  throw invalid(result.issues.map((issue) => ({ pointer: name(issue), detail: complaint(issue) })));
}

const invalid = (errors: FieldError[]) =>
  new InvalidRequest("invalid_request", errors.map((e) => `${e.pointer} ${e.detail}`).join("; "), errors);

function parseJson(bytes: ArrayBuffer): unknown {
  const value = decodeJson(bytes);
  // A list would pass for an object without members.
  if (Array.isArray(value)) throw invalidBody("# must be an object", "must be an object");
  return value;
}

function decodeJson(bytes: ArrayBuffer): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    // Why it is none would quote the body.
    throw invalidBody("The body is not valid JSON", "must be valid JSON");
  }
}

const invalidBody = (message: string, detail: string) =>
  new InvalidRequest("invalid_request", message, [{ pointer: "#", detail }]);

/** `application/json`, with parameters or without; JSON is UTF-8 (RFC 8259, section 8.1), so no other charset. */
const isJson = (type: string) =>
  /^application\/json\s*(?:;|$)/i.test(type) && !/;\s*charset=(?!(?:utf-8|"utf-8")\s*(?:;|$))/i.test(type);

type Validated<Target extends string, S extends v.GenericSchema> = {
  in: { [K in Target]: v.InferInput<S> };
  out: { [K in Target]: v.InferOutput<S> };
};

/** The bytes of a body. Throws InvalidRequest for a body that is too large. */
async function read(c: Context<Env>): Promise<ArrayBuffer> {
  const bytes = await c.req.arrayBuffer();
  if (bytes.byteLength > MAX_BODY_BYTES)
    throw new InvalidRequest("payload_too_large", `The body must not exceed ${MAX_BODY_BYTES} bytes`);
  return bytes;
}

function requireJson(c: Context<Env>): void {
  if (!isJson(c.req.header("content-type") ?? ""))
    throw new InvalidRequest("unsupported_media_type", "The Content-Type must be application/json in UTF-8");
  if (!/^(?:identity)?$/i.test(c.req.header("content-encoding") ?? ""))
    throw new InvalidRequest("unsupported_media_type", "The body must not have a Content-Encoding");
}

/** Parses a JSON body at the door; behind it `c.req.valid("json")` is right. Throws InvalidRequest. */
export function body<S extends v.GenericSchema>(
  schema: S,
): MiddlewareHandler<Env, string, Validated<"json", S>> {
  return async (c, next) => {
    requireJson(c);
    c.req.addValidatedData("json", check(schema, parseJson(await read(c))) as object);
    await next();
  };
}

/** The same where a body may be left out: none at all is an empty object. */
export function optionalBody<S extends v.GenericSchema<object, object>>(
  schema: S,
): MiddlewareHandler<Env, string, Validated<"json", S>> {
  return async (c, next) => {
    const bytes = await read(c);
    if (bytes.byteLength > 0) requireJson(c);
    const value = bytes.byteLength === 0 ? {} : parseJson(bytes);
    c.req.addValidatedData("json", check(schema, value));
    await next();
  };
}

/** Parses the query at the door; an unknown or a repeated parameter is refused. Throws InvalidRequest. */
export function query<S extends v.GenericSchema<object, object>>(
  schema: S,
): MiddlewareHandler<Env, string, Validated<"query", S>> {
  return async (c, next) => {
    const value = check(schema, c.req.query(), parameter);
    const repeated = Object.keys(value).filter((name) => (c.req.queries(name)?.length ?? 0) > 1);
    if (repeated.length > 0)
      throw invalid(repeated.map((name) => ({ pointer: name, detail: "must be given once" })));
    c.req.addValidatedData("query", value);
    await next();
  };
}

/** An opaque name of the client for one intent: 1 to 255 visible ASCII characters. */
export const IdempotencyKey = v.optional(
  v.pipe(v.string(), v.regex(/^[\x21-\x7e]{1,255}$/, "must be 1 to 255 visible ASCII characters")),
);

/** The header as API Gateway got it: Hono's adapter for Lambda drops an empty one and encodes what is not ASCII. */
function sentKey(c: Context<Env>): string | undefined {
  // Outside Lambda the app is called without an environment.
  const env: Env["Bindings"] | undefined = c.env;
  return env?.event?.headers?.["idempotency-key"] ?? c.req.header("idempotency-key");
}

/** Parses the Idempotency-Key header at the door. Throws InvalidRequest. */
export const idempotencyKey: MiddlewareHandler<
  Env,
  string,
  {
    in: { header: { "Idempotency-Key"?: string } };
    out: { header: { "Idempotency-Key": string | undefined } };
  }
> = async (c, next) => {
  const key = check(IdempotencyKey, sentKey(c), () => "Idempotency-Key");
  c.req.addValidatedData("header", { "Idempotency-Key": key });
  await next();
};
