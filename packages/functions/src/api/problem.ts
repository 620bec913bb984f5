import type { Context, TypedResponse } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { JSONParsed } from "hono/utils/types";
import * as v from "valibot";
import type { ErrorCode } from "@donut-states/core/error";

/** What was wrong with one part of a request: a JSON pointer into the body, or the name of a header or parameter. */
export const FieldError = v.object({ pointer: v.string(), detail: v.string() });
export type FieldError = v.InferOutput<typeof FieldError>;

/** RFC 9457 problem details; some have further members. */
export const Problem = v.object({
  type: v.string(),
  title: v.string(),
  status: v.number(),
  detail: v.string(),
  code: v.string(),
  requestId: v.string(),
  errors: v.optional(v.array(FieldError)),
});

type EdgeCode =
  | "out_of_stock"
  | "not_found"
  | "method_not_allowed"
  | "payload_too_large"
  | "unsupported_media_type"
  | "too_many_requests"
  | "unauthorized"
  | "unavailable"
  | "internal_error";
export type ProblemCode = ErrorCode | EdgeCode;

/** Only here does a meaning get a status; the type makes the list exhaustive. */
export const problems: Record<ProblemCode, { status: ContentfulStatusCode; title: string }> = {
  invalid_request: { status: 400, title: "The request is not valid" },
  unauthorized: { status: 401, title: "A valid operations token is required" },
  invalid_callback_token: { status: 401, title: "The callback is not genuine" },
  not_found: { status: 404, title: "There is nothing here" },
  product_not_found: { status: 404, title: "There is no such product" },
  order_not_found: { status: 404, title: "There is no such order" },
  reservation_not_found: { status: 404, title: "There is no such reservation" },
  restock_not_found: { status: 404, title: "There is no such restock order" },
  incident_not_found: { status: 404, title: "There is no such incident" },
  queue_not_found: { status: 404, title: "There is no such queue" },
  trace_not_found: { status: 404, title: "There is no such story" },
  not_simulated: { status: 404, title: "There is nothing to switch" },
  method_not_allowed: { status: 405, title: "This method is not allowed here" },
  out_of_stock: { status: 409, title: "Out of stock" },
  order_not_confirmed: { status: 409, title: "The order is not confirmed" },
  in_stock: { status: 409, title: "It can be bought" },
  already_waiting: { status: 409, title: "This customer is waiting already" },
  line_full: { status: 409, title: "The waiting line is full" },
  reservation_closed: { status: 409, title: "The reservation is fulfilled" },
  name_taken: { status: 409, title: "The name belongs to another product" },
  restock_closed: { status: 409, title: "The restock order is closed" },
  insufficient_stock: { status: 409, title: "The stock is too small" },
  payload_too_large: { status: 413, title: "The body is too large" },
  unsupported_media_type: { status: 415, title: "The body must be JSON" },
  factory_missing: { status: 422, title: "There is no factory to ask" },
  idempotency_key_reused: { status: 422, title: "The idempotency key was used for another request" },
  too_many_requests: { status: 429, title: "Too many requests" },
  internal_error: { status: 500, title: "Something went wrong" },
  unavailable: { status: 503, title: "The store is not available at the moment" },
};

export interface Env {
  /** What Lambda's adapter passes on of an API Gateway event (payload format 2.0), as far as it is read here. */
  Bindings: {
    requestContext?: { http?: { sourceIp?: string } };
    event?: { headers?: Record<string, string | undefined> };
  };
  Variables: { requestId: string };
}

type Body = Omit<v.InferOutput<typeof Problem>, "errors">;

/** Answers with a problem; `members` are further members of it, and `headers` go with the answer. */
export function problem<M extends object = object>(
  c: Context<Env>,
  code: ProblemCode,
  detail: string,
  { members, headers }: { members?: M; headers?: Record<string, string> } = {},
): Response & TypedResponse<JSONParsed<Body & M>, ContentfulStatusCode, "json"> {
  const { status, title } = problems[code];
  const type = `urn:donut-states:problem:${code}`;
  const body = { type, title, status, detail, code, requestId: c.get("requestId"), ...members };
  // `members` is either an M or left out, and then M is `object`.
  return c.json(body as Body & M, status, { "content-type": "application/problem+json", ...headers });
}
