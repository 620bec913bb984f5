/** What the shop can tell in words; the API's codes and two of our own. */
export const problemCodes = [
  "out_of_stock",
  "product_not_found",
  "order_not_found",
  "not_found",
  "method_not_allowed",
  "invalid_request",
  "idempotency_key_reused",
  "payload_too_large",
  "unsupported_media_type",
  "too_many_requests",
  "unavailable",
  "internal_error",
  "network_error",
  "unknown",
] as const;
export type ProblemCode = (typeof problemCodes)[number];

/** Why a request failed: a problem of the API (RFC 9457), or `network_error` where no answer came. */
export interface Problem {
  code: ProblemCode;
  /** 0 where there was no answer. */
  status: number;
  /** What is left, where the API said so. */
  stock?: number;
  /** Seconds after which the API asks to try again. */
  retryAfter?: number;
}

export const unreachable: Problem = { code: "network_error", status: 0 };

const isCode = (value: unknown): value is ProblemCode =>
  problemCodes.some((code) => code === value && code !== "network_error");

/** Whoever stands in front of the API (a proxy, a gateway) may answer with something else than a problem. */
export async function readProblem(reply: {
  status: number;
  headers: Headers;
  json(): Promise<unknown>;
}): Promise<Problem> {
  const body: unknown = await reply.json().catch(() => null);
  const members: { code?: unknown; stock?: unknown } = typeof body === "object" && body !== null ? body : {};
  const retryAfter = Number.parseInt(reply.headers.get("retry-after") ?? "", 10);
  return {
    code: isCode(members.code) ? members.code : "unknown",
    status: reply.status,
    ...(typeof members.stock === "number" ? { stock: members.stock } : {}),
    ...(retryAfter >= 0 ? { retryAfter } : {}),
  };
}
